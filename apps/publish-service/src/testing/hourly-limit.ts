import type { RateLimit } from '@clipcast/postiz';

const HOUR_MS = 3_600_000;

/** How Postiz counts one endpoint of one organisation: a fixed window of an hour, which its first call begins. */
export class HourlyLimit {
  #endsAtMs = 0;
  #blockedUntilMs = 0;
  #calls = 0;

  constructor(private readonly limit: number) {}

  /** One call at this instant: the count that its answer tells, or for how long it is refused. */
  count(nowMs: number): { readonly rateLimit: RateLimit } | { readonly blockedMs: number } {
    if (this.#blockedUntilMs > nowMs) return { blockedMs: this.#blockedUntilMs - nowMs };
    if (this.#endsAtMs <= nowMs) {
      this.#endsAtMs = nowMs + HOUR_MS;
      this.#calls = 0;
    }
    this.#calls += 1;
    if (this.#calls > this.limit) {
      this.#blockedUntilMs = nowMs + HOUR_MS;
      this.#endsAtMs = this.#blockedUntilMs;
      return { blockedMs: HOUR_MS };
    }
    const resetSeconds = Math.ceil((this.#endsAtMs - nowMs) / 1_000);
    return { rateLimit: { limit: this.limit, remaining: this.limit - this.#calls, resetSeconds } };
  }
}
