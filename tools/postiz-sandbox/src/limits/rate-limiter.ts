import type { Clock } from '@clipcast/kernel';
import { Refusal, tooManyRequests } from '../http/answer.ts';
import type { RateCounter } from '../state/change.ts';
import type { Store } from '../state/store.ts';
import { countRequest } from './rate-window.ts';

const DEFAULT_PER_HOUR = { head: 90, '2.11': 30 } as const;

/**
 * Postiz's limit for each organisation and route handler. At head the counters survive a restart (Redis there, the
 * journal here); in 2.11 they live in memory, as they do there.
 */
export class RateLimiter {
  readonly #inMemory = new Map<string, RateCounter>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly perHour: number | undefined,
  ) {}

  /**
   * Counts one request and answers the headers that its answer carries.
   * @throws {Refusal} 429, which carries `Retry-After` and none of these headers.
   */
  count(organisation: string, handler: string): Record<string, string> {
    const { version, rateCounters } = this.store.state;
    const key = `${organisation}\n${handler}`;
    const before = version === 'head' ? rateCounters.get(key) : this.#inMemory.get(key);
    const limit = this.perHour ?? DEFAULT_PER_HOUR[version];
    const decision = countRequest(before, limit, this.clock.now().getTime());
    if (version === '2.11') this.#inMemory.set(key, decision.counter);
    else if (decision.counter !== before)
      this.store.record({ type: 'rate-counted', key, counter: decision.counter });
    if (!decision.allowed) throw new Refusal(tooManyRequests(decision.retryAfterSeconds));
    return {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(decision.remaining),
      'X-RateLimit-Reset': String(decision.resetSeconds),
    };
  }

  /** Forgets what is counted in memory: another version starts with another process. */
  reset(): void {
    this.#inMemory.clear();
  }
}
