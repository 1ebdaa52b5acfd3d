import { RunningProcess, type ProcessExit, type ProcessSpec } from './child-process.ts';
import { stopProcess, type StopStep } from './stop-process.ts';
import type { WaitRuntime } from './wait-until.ts';

/** A program that is launched again and again, one process at a time. */
export class RestartableProcess {
  readonly #runtime: Pick<WaitRuntime, 'timers'>;
  readonly #spawned: ((pid: number) => void)[] = [];
  readonly #ended: ((exit: ProcessExit) => void)[] = [];
  #current: RunningProcess | undefined;

  constructor(runtime: Pick<WaitRuntime, 'timers'>) {
    this.#runtime = runtime;
  }

  /** The id of the process; 0 while none runs, because the system gives ids of ended processes to others. */
  get pid(): number {
    return this.#current?.running ? this.#current.pid : 0;
  }

  /** How the latest process ended; waits while it runs. */
  get exited(): Promise<ProcessExit> {
    return this.#current?.exited ?? Promise.reject(new Error('nothing was started yet'));
  }

  onSpawn(listener: (pid: number) => void): void {
    this.#spawned.push(listener);
  }

  onExit(listener: (exit: ProcessExit) => void): void {
    this.#ended.push(listener);
  }

  launch(spec: ProcessSpec): RunningProcess {
    const child = new RunningProcess(spec);
    this.#current = child;
    this.#spawned.forEach((listener) => listener(child.pid));
    void child.exited.then((exit) => this.#ended.forEach((listener) => listener(exit)));
    return child;
  }

  /** Sends the signals one after the other, with time for each, and SIGKILL at last. Without signals: a crash. */
  async stop(...steps: readonly StopStep[]): Promise<void> {
    if (this.#current) await stopProcess(this.#current, this.#runtime, steps);
  }
}
