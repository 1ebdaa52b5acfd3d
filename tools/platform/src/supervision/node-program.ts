import { existsSync } from 'node:fs';
import {
  lastLines,
  LocalServerError,
  RestartableProcess,
  waitUntil,
  type ProcessExit,
  type WaitRuntime,
} from '@clipcast/local-servers';
import { httpStatus } from './http-status.ts';
import type { Supervised } from './supervisor.ts';

/** One of our own programs. */
export interface NodeProgramSpec {
  readonly name: string;
  /** The built file to run. */
  readonly entry: string;
  readonly nodeFlags: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Answers 200 when the program can do its work. */
  readonly readyUrl: string;
}

/** A Node program as a child process, on the Node that runs the platform. */
export class NodeProgram implements Supervised {
  readonly #process: RestartableProcess;

  constructor(
    private readonly spec: NodeProgramSpec,
    private readonly runtime: WaitRuntime,
  ) {
    this.#process = new RestartableProcess(runtime);
  }

  get pid(): number {
    return this.#process.pid;
  }

  get exited(): Promise<ProcessExit> {
    return this.#process.exited;
  }

  onSpawn(listener: (pid: number) => void): void {
    this.#process.onSpawn(listener);
  }

  /** @throws {LocalServerError} when the program was not built. */
  start(): Promise<void> {
    const { name, entry, nodeFlags, env, logFile } = this.spec;
    if (!existsSync(entry)) {
      return Promise.reject(
        new LocalServerError(`${name} is not built (${entry} is missing): npm run build`),
      );
    }
    // A process group of its own: Ctrl-C in the terminal reaches the platform only, which stops all in good order.
    const args = [...nodeFlags, entry];
    this.#process.launch({ command: process.execPath, args, env, logFile, detached: true });
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    await this.#process.stop(['SIGTERM', 10_000]);
  }

  /**
   * Waits until the program can do its work.
   * @throws {LocalServerError} with the end of its log when it is not in time or ended.
   */
  async untilReady(withinMs: number): Promise<void> {
    const { name, readyUrl, logFile } = this.spec;
    const ended = new AbortController();
    void this.exited.then(() => ended.abort());
    const hasEnded = (): boolean => ended.signal.aborted;
    const settled = async (): Promise<boolean> => hasEnded() || (await httpStatus(readyUrl)) === 200;
    const inTime = await waitUntil(this.runtime, settled, { withinMs, everyMs: 40 });
    if (inTime && !hasEnded()) return;
    const what = hasEnded()
      ? 'ended instead of starting'
      : `is not ready after ${Math.round(withinMs / 1000)} s`;
    throw new LocalServerError(`${name} ${what}. The end of ${logFile}:\n${lastLines(logFile)}`);
  }
}
