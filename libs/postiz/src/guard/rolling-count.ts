interface Second {
  readonly second: number;
  calls: number;
  failures: number;
}

/** Calls and failures of the last `windowMs` milliseconds, to the second. */
export class RollingCount {
  #seconds: Second[] = [];

  constructor(private readonly windowMs: number) {}

  add(nowMs: number, failed: boolean): void {
    const second = Math.floor(nowMs / 1_000);
    let last = this.#seconds.at(-1);
    if (last?.second !== second) {
      last = { second, calls: 0, failures: 0 };
      this.#forget(nowMs);
      this.#seconds.push(last);
    }
    last.calls += 1;
    if (failed) last.failures += 1;
  }

  sum(nowMs: number): { readonly calls: number; readonly failures: number } {
    this.#forget(nowMs);
    const total = { calls: 0, failures: 0 };
    for (const { calls, failures } of this.#seconds) {
      total.calls += calls;
      total.failures += failures;
    }
    return total;
  }

  clear(): void {
    this.#seconds = [];
  }

  #forget(nowMs: number): void {
    this.#seconds = this.#seconds.filter(({ second }) => second * 1_000 > nowMs - this.windowMs);
  }
}
