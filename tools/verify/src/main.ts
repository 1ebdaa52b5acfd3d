import { localDatabaseUrl } from './config.ts';
import { runVerify } from './verify.ts';

const complain = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  process.exitCode = await runVerify(process.argv.slice(2), {
    databaseUrl: () => localDatabaseUrl(),
    say: (line) => void process.stdout.write(`${line}\n`),
    complain,
  });
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
