import { systemRuntime, UuidV7Ids, type Runtime } from '@clipcast/kernel';

interface Sleeper {
  readonly wakesAtMs: number;
  readonly wake: () => void;
}

/** Time that passes only when a test says so. Randomness and ids are real. */
export class TestTime {
  #nowMs = Date.parse('2027-01-10T10:00:30.250Z');
  #sleepers: Sleeper[] = [];

  readonly runtime: Runtime;

  constructor() {
    const clock = { now: () => new Date(this.#nowMs), monotonicMs: () => this.#nowMs };
    this.runtime = {
      clock,
      random: systemRuntime.random,
      ids: new UuidV7Ids(clock, systemRuntime.random),
      timers: {
        sleep: (ms, signal) => this.#sleep(ms, signal),
        turn: () => systemRuntime.timers.turn(),
        deadline: (ms, parent) => systemRuntime.timers.deadline(ms, parent),
      },
    };
  }

  /** An instant this many milliseconds from now, as ISO text. */
  inMs(ms: number): string {
    return new Date(this.#nowMs + ms).toISOString();
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    const due = this.#sleepers.filter(({ wakesAtMs }) => wakesAtMs <= this.#nowMs);
    for (const { wake } of due) wake();
  }

  async #sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const sleeper = { wakesAtMs: this.#nowMs + ms, wake: resolve };
    this.#sleepers.push(sleeper);
    signal?.addEventListener('abort', () => {
      resolve();
    });
    await promise;
    this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
  }
}
