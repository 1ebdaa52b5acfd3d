import { resolve } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import type { Bench } from './bench.ts';
import { readCommandLine, UsageError, type Wishes } from './command-line.ts';
import { machineFacts } from './measure/machine-facts.ts';
import { saveResult, type Result } from './report/result.ts';
import { textTable } from './report/table.ts';
import { circumstancesOf, writeDocs } from './report/write-docs.ts';

const root = resolve(import.meta.dirname, '../..');
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function runBench(bench: Bench, { quick, writeDocs: intoDocs }: Wishes): Promise<void> {
  say(`\n── ${bench.name}`);
  const machine = machineFacts();
  const date = systemRuntime.clock.now().toISOString();
  const notice = (line: string): void => say(`   ${line}`);
  const findings = await bench.run({ root, runtime: systemRuntime, quick, say: notice });
  const result: Result = { name: bench.name, date, quick, machine, ...findings };
  if (!quick) saveResult(root, result);
  say(`\n${findings.tables.map(textTable).join('\n\n')}\n`);
  say(findings.notes.map((note) => `  ${note}`).join('\n'));
  say(`  ${circumstancesOf(result)}`);
  if (intoDocs) writeDocs(root, result);
}

/** One bench that fails does not keep the others from running; the exit code tells. */
const main = async (): Promise<number> => {
  const wishes = readCommandLine(process.argv.slice(2));
  let failed = 0;
  for (const bench of wishes.chosen) {
    try {
      await runBench(bench, wishes);
    } catch (error) {
      failed += 1;
      process.stderr.write(`${bench.name} failed: ${error instanceof Error ? error.stack : String(error)}\n`);
    }
  }
  return failed === 0 ? 0 : 1;
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof UsageError ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
