import type { RateCounter } from '../state/change.ts';

const HOUR_MS = 3_600_000;

export type RateDecision =
  | {
      readonly allowed: true;
      readonly counter: RateCounter;
      readonly remaining: number;
      readonly resetSeconds: number;
    }
  | { readonly allowed: false; readonly counter: RateCounter; readonly retryAfterSeconds: number };

/**
 * Counts one request in a fixed window of an hour, which the first request starts. The first request too many starts a
 * block of a full hour; requests refused during the block do not prolong it.
 */
export function countRequest(before: RateCounter | undefined, limit: number, nowMs: number): RateDecision {
  const blockedUntilMs = before?.blockedUntilMs ?? 0;
  if (before && blockedUntilMs > nowMs) return refused(before, blockedUntilMs, nowMs);
  const fresh = !before || before.blockedUntilMs !== null || before.windowEndsAtMs <= nowMs;
  const windowEndsAtMs = fresh ? nowMs + HOUR_MS : before.windowEndsAtMs;
  const hits = (fresh ? 0 : before.hits) + 1;
  if (hits > limit) {
    const until = nowMs + HOUR_MS;
    return refused({ windowEndsAtMs, hits, blockedUntilMs: until }, until, nowMs);
  }
  return {
    allowed: true,
    counter: { windowEndsAtMs, hits, blockedUntilMs: null },
    remaining: limit - hits,
    resetSeconds: secondsLeft(windowEndsAtMs, nowMs),
  };
}

const refused = (counter: RateCounter, untilMs: number, nowMs: number): RateDecision => ({
  allowed: false,
  counter,
  retryAfterSeconds: secondsLeft(untilMs, nowMs),
});

const secondsLeft = (untilMs: number, nowMs: number): number => Math.ceil((untilMs - nowMs) / 1000);
