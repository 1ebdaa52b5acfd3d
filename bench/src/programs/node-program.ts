import { existsSync } from 'node:fs';
import { lastLines, RestartableProcess, waitUntil } from '@clipcast/local-servers';
import type { Runtime } from '@clipcast/kernel';
import { request } from 'undici';

const READY_WITHIN_MS = 60_000;

/** One of our own programs, as it is built. */
export interface NodeProgramSpec {
  readonly name: string;
  readonly entry: string;
  readonly nodeFlags: readonly string[];
  /** The whole environment: nothing of ours is inherited, so that every run measures the same. */
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Where the program listens, and the path that answers 200 when it can do its work. */
  readonly origin: string;
  readonly readyPath: string;
}

/** A program that runs. */
export interface RunningProgram {
  readonly name: string;
  readonly pid: number;
  readonly origin: string;
  stop(): Promise<void>;
}

const answersOk = async (url: string): Promise<boolean> => {
  try {
    const { statusCode, body } = await request(url, { reset: true });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
};

/**
 * Starts a program on this very Node and waits until it can do its work.
 * @throws {Error} with the end of its log when it does not come to that.
 */
export async function startProgram(spec: NodeProgramSpec, runtime: Runtime): Promise<RunningProgram> {
  const { name, entry, nodeFlags, env, logFile, origin, readyPath } = spec;
  if (!existsSync(entry)) throw new Error(`${name} is not built: npm run build`);
  const program = new RestartableProcess(runtime);
  const child = program.launch({ command: process.execPath, args: [...nodeFlags, entry], env, logFile });
  const stop = (): Promise<void> => program.stop(['SIGTERM', 10_000]);
  const settled = async (): Promise<boolean> => !child.running || (await answersOk(`${origin}${readyPath}`));
  const inTime = await waitUntil(runtime, settled, { withinMs: READY_WITHIN_MS, everyMs: 40 });
  if (inTime && child.running) return { name, pid: program.pid, origin, stop };
  await stop();
  throw new Error(`${name} did not start. The end of its log:\n${lastLines(logFile)}`);
}
