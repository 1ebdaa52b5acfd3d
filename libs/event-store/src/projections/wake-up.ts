import type { Timers } from '@clipcast/kernel';

/** A bell that one worker waits for. A ring while nobody waits is kept, so that no work is slept through. */
export class WakeUp {
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(private readonly timers: Timers) {}

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Waits for the bell, for at most `ms` milliseconds, or until `signal` aborts. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) {
      const bell = new AbortController();
      this.#wake = () => bell.abort();
      await this.timers.sleep(ms, AbortSignal.any([signal, bell.signal]));
      this.#wake = undefined;
    }
    this.#rung = false;
  }
}
