/** Waiting. The only door to the event loop's timers, so that a virtual clock can drive the whole system. */
export interface Timers {
  /** Resolves after `ms` milliseconds, or at once, without an error, when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Resolves after everything that is ready now has run: later in this turn of the event loop, in no time. */
  turn(): Promise<void>;
  /** A signal that aborts after `ms` milliseconds with a `TimeoutError`, or with `parent`. */
  deadline(ms: number, parent?: AbortSignal): AbortSignal;
}
