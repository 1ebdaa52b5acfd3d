import { UuidV7Ids, type Clock, type Runtime, type Timers } from '@clipcast/kernel';
import type { SeededRandom } from './seeded-random.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * A process of ours. It can die at any await, and be frozen for a while and go on as if nothing had happened; its wall
 * clock can be wrong. Whatever it waits for, it waits for through this.
 */
export class SimulatedProcess {
  readonly runtime: Runtime;
  /** How far its wall clock is ahead of the true time. */
  skewMs = 0;
  #isDead = false;
  #frozenUntilMs = 0;

  constructor(
    readonly name: string,
    private readonly time: VirtualTime,
    random: SeededRandom,
  ) {
    const clock: Clock = {
      now: () => new Date(time.nowMs + this.skewMs),
      monotonicMs: () => time.nowMs,
    };
    const timers: Timers = {
      sleep: (ms, signal) => this.#sleep(ms, signal),
      turn: () => this.after(0),
      deadline: (ms, parent) => this.#deadline(ms, parent),
    };
    this.runtime = { clock, timers, random, ids: new UuidV7Ids(clock, random) };
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Nothing it waits for will ever come. */
  kill(): void {
    this.#isDead = true;
  }

  freeze(ms: number): void {
    this.#frozenUntilMs = Math.max(this.#frozenUntilMs, this.time.nowMs + ms);
  }

  /** Goes on in so many milliseconds: later when it is frozen then, never when it is dead. */
  after(ms: number): Promise<void> {
    return new Promise((resolve) => this.schedule(this.time.nowMs + ms, resolve));
  }

  schedule(atMs: number, run: () => void): () => void {
    let callOff = this.time.at(atMs, () => {
      if (this.#isDead) return;
      if (this.time.nowMs < this.#frozenUntilMs) callOff = this.schedule(this.#frozenUntilMs, run);
      else run();
    });
    return () => callOff();
  }

  #sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const callOff = this.schedule(this.time.nowMs + ms, resolve);
      const wake = () => {
        callOff();
        resolve();
      };
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  #deadline(ms: number, parent?: AbortSignal): AbortSignal {
    const controller = new AbortController();
    const abort = () => controller.abort(new DOMException('It took too long.', 'TimeoutError'));
    if (parent?.aborted) controller.abort(parent.reason);
    else if (ms <= 0) abort();
    else {
      const callOff = this.schedule(this.time.nowMs + ms, abort);
      const follow = () => {
        callOff();
        controller.abort(parent?.reason);
      };
      parent?.addEventListener('abort', follow, { once: true });
    }
    return controller.signal;
  }
}
