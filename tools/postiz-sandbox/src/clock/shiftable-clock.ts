import type { Clock } from '@clipcast/kernel';

/** The clock of the sandbox, which may be set before or after the time that it really is. */
export class ShiftableClock implements Clock {
  readonly #listeners: (() => void)[] = [];
  #offsetMs = 0;

  constructor(private readonly real: Clock) {}

  /** How far this clock is ahead, in milliseconds; negative when it is behind. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  now(): Date {
    return new Date(this.real.now().getTime() + this.#offsetMs);
  }

  monotonicMs(): number {
    return this.real.monotonicMs();
  }

  /** Sets the clock this far ahead of the real time; 0 sets it right. */
  shift(offsetMs: number): void {
    this.#offsetMs = offsetMs;
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` whenever the clock was set. */
  onShift(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
