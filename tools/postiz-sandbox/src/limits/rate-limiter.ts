import type { Clock } from '@clipcast/kernel';
import { Refusal, tooManyRequests } from '../http/answer.ts';
import type { RateCounter } from '../state/change.ts';
import type { Organisation } from '../state/organisation.ts';
import { traitsFor } from '../state/sandbox-state.ts';
import type { Store } from '../state/store.ts';
import { counterKey, isCounterOf } from './counter-key.ts';
import { countRequest } from './rate-window.ts';

/**
 * Postiz's limit for each organisation and route handler. Since v2.20.0 the counters survive a restart (Redis there, the
 * journal here); before, they live in memory, as they do there.
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
  count(organisation: Organisation, handler: string): Record<string, string> {
    const traits = traitsFor(this.store.state, organisation);
    const kept = traits.has('keepsRateCounters');
    const key = counterKey(organisation.name, handler);
    const before = kept ? this.store.state.rateCounters.get(key) : this.#inMemory.get(key);
    const limit = organisation.apiLimitPerHour ?? this.perHour ?? (traits.has('ninetyAnHour') ? 90 : 30);
    const decision = countRequest(before, limit, this.clock.now().getTime());
    if (!kept) this.#inMemory.set(key, decision.counter);
    else if (decision.counter !== before)
      this.store.record({ type: 'rate-counted', key, counter: decision.counter });
    if (!decision.allowed) throw new Refusal(tooManyRequests(decision.retryAfterSeconds));
    return {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(decision.remaining),
      'X-RateLimit-Reset': String(decision.resetSeconds),
    };
  }

  /** Forgets what is counted in memory, of one organisation or of all: another version is another process. */
  reset(organisation?: string): void {
    for (const key of this.#inMemory.keys()) {
      if (organisation === undefined || isCounterOf(organisation, key)) this.#inMemory.delete(key);
    }
  }
}
