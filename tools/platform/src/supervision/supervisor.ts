import type { ProcessExit, WaitRuntime } from '@clipcast/local-servers';
import { removePid, writePid } from './pid-files.ts';

/** A program that can be started again after it ended. */
export interface Supervised {
  readonly pid: number;
  readonly exited: Promise<ProcessExit>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Called with the process id as soon as there is one. */
  onSpawn(listener: (pid: number) => void): void;
}

/** Where a supervisor works and whom it tells. */
export interface SupervisorSurroundings {
  readonly runDir: string;
  readonly runtime: WaitRuntime;
  readonly say: (line: string) => void;
}

const BACKOFF_MS_MIN = 200;
const BACKOFF_MS_MAX = 5_000;
/** Who lived this long was healthy: the next end starts again with the shortest wait. */
const HEALTHY_MS = 10_000;

const howItEnded = ({ code, signal }: ProcessExit): string =>
  signal ? `by ${signal}` : `with code ${code ?? '?'}`;

/** Keeps one program running: starts it again whenever it ends, ever more patiently while it keeps failing. */
export class Supervisor {
  readonly #stopping = new AbortController();
  #watching: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly program: Supervised,
    private readonly surroundings: SupervisorSurroundings,
  ) {
    program.onSpawn((pid) => writePid(surroundings.runDir, name, pid));
  }

  /** @throws what the program's first start throws; only then does nobody start it again. */
  async start(): Promise<void> {
    await this.program.start();
    this.#watching = this.#watch();
  }

  /** Stops the program for good. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.program.stop();
    await this.#watching;
    // A start may have been under way when we were asked to stop.
    await this.program.stop();
    removePid(this.surroundings.runDir, this.name);
  }

  /** Ends the program at once, without waiting for anything. */
  kill(): void {
    this.#stopping.abort();
    try {
      if (this.program.pid > 0) process.kill(this.program.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #watch(): Promise<void> {
    const { runtime, runDir, say } = this.surroundings;
    let attempts = 0;
    for (;;) {
      const startedAt = runtime.clock.monotonicMs();
      const exit = await this.program.exited;
      removePid(runDir, this.name);
      if (this.#isStopping()) return;
      say(`${this.name} ended ${howItEnded(exit)}; starting it again`);
      if (runtime.clock.monotonicMs() - startedAt >= HEALTHY_MS) attempts = 0;
      do {
        await runtime.timers.sleep(
          Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** attempts),
          this.#stopping.signal,
        );
        attempts = Math.min(attempts + 1, 10);
      } while (!this.#isStopping() && !(await this.#startAgain()));
      if (this.#isStopping()) return;
    }
  }

  /** Whether the program runs now; why not has been said. */
  async #startAgain(): Promise<boolean> {
    try {
      await this.program.start();
      return true;
    } catch (error) {
      if (!this.#isStopping()) {
        this.surroundings.say(
          `${this.name} does not start: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      return false;
    }
  }
}
