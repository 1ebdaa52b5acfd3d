import { describe, expect, it } from '@jest/globals';
import type { RateCounter } from '../state/change.ts';
import { countRequest, type RateDecision } from './rate-window.ts';

const MINUTE = 60_000;

/** Sends a request at each instant and answers the last decision. */
function requestsAt(limit: number, ...instants: readonly number[]): RateDecision | undefined {
  let counter: RateCounter | undefined;
  let decision: RateDecision | undefined;
  for (const instant of instants) {
    decision = countRequest(counter, limit, instant);
    counter = decision.counter;
  }
  return decision;
}

describe('countRequest', () => {
  it('counts down within a window that the first request started', () => {
    expect(requestsAt(3, 0, 10 * MINUTE)).toMatchObject({ allowed: true, remaining: 1, resetSeconds: 3000 });
  });

  it('starts a new window an hour after the first request', () => {
    expect(requestsAt(2, 0, 59 * MINUTE, 60 * MINUTE)).toMatchObject({
      allowed: true,
      remaining: 1,
      resetSeconds: 3600,
    });
  });

  it('blocks for a full hour from the first refused request', () => {
    expect(requestsAt(1, 0, 50 * MINUTE)).toMatchObject({ allowed: false, retryAfterSeconds: 3600 });
  });

  it('does not prolong the block by refused requests, also when the window itself has ended', () => {
    expect(requestsAt(1, 0, 50 * MINUTE, 100 * MINUTE)).toMatchObject({
      allowed: false,
      retryAfterSeconds: 600,
    });
  });

  it('counts from nothing after the block', () => {
    expect(requestsAt(1, 0, 50 * MINUTE, 110 * MINUTE)).toMatchObject({
      allowed: true,
      remaining: 0,
      resetSeconds: 3600,
    });
  });
});
