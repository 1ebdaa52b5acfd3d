import type { PostizEndpoint } from '@clipcast/postiz';
import { asOf, limitOf, slotFor, used, type CallBudget, type Demand } from './call-budget.ts';

/** A budget for people. */
export interface LimitView {
  readonly endpoint: PostizEndpoint;
  /** Calls in an hour; a guess until Postiz has told. */
  readonly limit: number;
  readonly isKnown: boolean;
  /** Ours and everybody else's, as far as Postiz told. */
  readonly used: number;
  /** Kept for the promotion of drafts that were made. */
  readonly kept: number;
  readonly remaining: number;
  readonly windowEndsAt: Date | null;
  readonly blockedUntil: Date | null;
  readonly nextSlotAt: Date;
}

/** What is left of a budget at this instant, and when the next call, which asks this of it, may go out. */
export function limitView(
  endpoint: PostizEndpoint,
  budget: CallBudget,
  demand: Demand,
  nowMs: number,
): LimitView {
  const current = asOf(budget, nowMs);
  const kept = Object.keys(current.promised).length;
  const limit = limitOf(current);
  return {
    endpoint,
    limit,
    isKnown: current.limit !== null,
    used: used(current),
    kept,
    remaining: Math.max(0, limit - used(current) - kept),
    windowEndsAt: dateOf(current.windowEndsAtMs),
    blockedUntil: dateOf(current.blockedUntilMs),
    nextSlotAt: new Date(slotFor(current, demand, nowMs).opensAtMs),
  };
}

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
