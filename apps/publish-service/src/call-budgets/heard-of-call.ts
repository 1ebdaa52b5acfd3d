import { AsyncLocalStorage } from 'node:async_hooks';
import {
  PostizCallError,
  type PostizEndpoint,
  type RateLimit,
  type RateLimitListeners,
} from '@clipcast/postiz';
import type { Heard } from './call-budget.ts';

/** What the answers to one call told about its count; a call may need two requests, of which one is counted. */
interface Told {
  rateLimit?: RateLimit;
}

const told = new AsyncLocalStorage<{ readonly endpoint: PostizEndpoint; readonly told: Told }>();

/** To be given to every client: brings what an answer tells to the call that it answers. */
export const rateLimitListeners: RateLimitListeners = {
  onRateLimit: (endpoint, rateLimit) => {
    const call = told.getStore();
    if (call?.endpoint === endpoint) call.told.rateLimit = rateLimit;
  },
};

/** Statuses with which Postiz refuses before it counts (contract, section 7). */
const BEFORE_COUNTING: ReadonlySet<number> = new Set([401, 413]);

export type Heeded<T> =
  { readonly heard: Heard; readonly result: T } | { readonly heard: Heard; readonly error: unknown };

/** Makes a call and listens to what is told about its endpoint. Never throws: the call's error is in what it returns. */
export async function heed<T>(endpoint: PostizEndpoint, call: () => Promise<T>): Promise<Heeded<T>> {
  const slip: Told = {};
  try {
    const result = await told.run({ endpoint, told: slip }, call);
    return { heard: { is: 'counted', rateLimit: slip.rateLimit }, result };
  } catch (error) {
    return { heard: heardIn(error, slip.rateLimit), error };
  }
}

function heardIn(error: unknown, rateLimit: RateLimit | undefined): Heard {
  if (rateLimit) return { is: 'counted', rateLimit };
  // A refusal of ours, such as a connection that was switched off, comes before any byte.
  if (!(error instanceof PostizCallError)) return { is: 'not-counted' };
  const { outcome, status, retryAfterMs } = error;
  if (outcome === 'rejected_later') return { is: 'blocked', forMs: retryAfterMs };
  if (outcome === 'not_sent' || (outcome === 'rejected' && status === undefined))
    return { is: 'not-counted' };
  if (status !== undefined && BEFORE_COUNTING.has(status)) return { is: 'not-counted' };
  return outcome === 'rejected' ? { is: 'counted' } : { is: 'lost' };
}
