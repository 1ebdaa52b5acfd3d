import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** What came of one Jest run, by Jest's own count. */
export interface JestTotals {
  readonly passed: number;
  /** Failed tests, and spec files that could not even be run. */
  readonly failed: number;
  readonly exitCode: number;
}

/** What a run needs to know. */
export interface JestRun {
  readonly root: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

const FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

const runJest = ({ root, args, environment }: JestRun, outputFile: string): Promise<number> => {
  const { promise, resolve } = Promise.withResolvers<number>();
  const jest = createRequire(join(root, 'package.json')).resolve('jest/bin/jest');
  const options = ['--config', join(root, 'jest.config.mjs'), '--json', `--outputFile=${outputFile}`];
  const child = spawn(process.execPath, [jest, ...options, ...args], {
    cwd: root,
    // With --json Jest prints its report to stdout too; people read what it writes to stderr.
    stdio: ['inherit', 'ignore', 'inherit'],
    env: { ...environment, NODE_OPTIONS: [environment['NODE_OPTIONS'], ...FLAGS].filter(Boolean).join(' ') },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.once('error', () => resolve(1));
  child.once('exit', (code) => resolve(code ?? 1));
  return promise;
};

/** Runs Jest over all projects; `args` are Jest's own, for example a path to choose specs by. */
export async function jestRun(run: JestRun): Promise<JestTotals> {
  const home = mkdtempSync(join(tmpdir(), 'clipcast-jest-'));
  const outputFile = join(home, 'report.json');
  try {
    const exitCode = await runJest(run, outputFile);
    const totals = report.parse(JSON.parse(readFileSync(outputFile, 'utf8')));
    const failed = totals.numFailedTests + totals.numRuntimeErrorTestSuites;
    return { passed: totals.numPassedTests, failed, exitCode };
  } catch {
    // A run that left no report tested nothing.
    return { passed: 0, failed: 0, exitCode: 1 };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
