import { systemRuntime } from '@clipcast/kernel';
import { readPlatformConfig } from '@clipcast/platform';
import { EXIT } from './failure.ts';
import { runOps } from './ops.ts';

const complain = (text: string): void => {
  process.stderr.write(text);
};

try {
  const surroundings = {
    config: readPlatformConfig(),
    runtime: systemRuntime,
    say: (line: string) => void process.stdout.write(`${line}\n`),
    live: process.stdout.isTTY,
  };
  process.exitCode = await runOps(process.argv.slice(2), surroundings, complain);
} catch (error) {
  complain(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = EXIT.failed;
}
