import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';

/** How a process ended: with a code, or by a signal. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What to run and as whom. */
export interface ProcessSpec {
  readonly command: string;
  readonly args: readonly string[];
  /** Output and errors are appended here; a file above 10 MB is first put aside as `<file>.1`. */
  readonly logFile: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  /** In a process group of its own, so that Ctrl-C in a terminal reaches only us, and outliving us if we are killed. */
  readonly detached?: boolean;
}

const LOG_BYTES_MAX = 10 * 1024 * 1024;

const openLog = (file: string): number => {
  if (existsSync(file) && statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o640);
};

/** A child process whose output goes to a file and whose end can be waited for. */
export class RunningProcess {
  readonly exited: Promise<ProcessExit>;
  readonly #child: ChildProcess;
  #exit: ProcessExit | undefined;

  /** @throws nothing for a missing program; `exited` then answers with code 127. */
  constructor(spec: ProcessSpec) {
    const { command, args, logFile, ...options } = spec;
    const log = openLog(logFile);
    this.#child = spawn(command, args, { ...options, stdio: ['ignore', log, log] });
    closeSync(log);
    const { promise, resolve } = Promise.withResolvers<ProcessExit>();
    this.exited = promise;
    const ended = (exit: ProcessExit): void => {
      if (this.#exit) return;
      this.#exit = exit;
      process.off('exit', this.#killWithUs);
      resolve(exit);
    };
    this.#child.once('error', () => ended({ code: 127, signal: null }));
    this.#child.once('exit', (code, signal) => ended({ code, signal }));
    if (!spec.detached) process.once('exit', this.#killWithUs);
    else this.#child.unref();
  }

  /** The process id; 0 when the program could not be started at all. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get running(): boolean {
    return this.#exit === undefined;
  }

  /** Sends a signal; a process that has ended takes none. */
  signal(signal: NodeJS.Signals): void {
    if (this.running) this.#child.kill(signal);
  }

  readonly #killWithUs = (): void => this.signal('SIGKILL');
}

/** The last lines of a log, for error messages. */
export const lastLines = (logFile: string, count = 8): string =>
  existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n') : '';
