// Whoever started us keeps our input open; its end is the run's end, also when the run was killed itself.
process.stdin.once('end', () => process.exit(0)).resume();

await import('../../../main.ts');
