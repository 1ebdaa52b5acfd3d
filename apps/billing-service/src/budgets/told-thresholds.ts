import { parseUsd, type Micros } from '@clipcast/kernel';
import { isReached } from '../quotas/quota.ts';
import type { BudgetEvent } from './budget.ts';

/** A share of a month's limit, and when it was told that it is reached. */
export interface ToldThreshold {
  readonly percent: number;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** When nothing is left. */
const EXHAUSTED_PERCENT = 100;

/**
 * Which shares of the limit were told when, after another fact of the month. A share that another limit puts out of reach is
 * forgotten, because it will be told again; so is the end of the limit when money comes back.
 */
export function toldAfter(
  told: readonly ToldThreshold[],
  fact: BudgetEvent,
  { recordedAt, spent }: { readonly recordedAt: Date; readonly spent: Micros },
): readonly ToldThreshold[] {
  switch (fact.type) {
    case 'QuotaApplied': {
      const limit = parseUsd(fact.data.limitUsd);
      return told.filter(({ percent }) => isReached(percent, spent, { limit }));
    }
    case 'QuotaRestored':
      return told.filter(({ percent }) => percent !== EXHAUSTED_PERCENT);
    case 'QuotaWarningReached':
      return withShare(told, fact.data.thresholdPercent, recordedAt);
    case 'QuotaExhausted':
      return withShare(told, EXHAUSTED_PERCENT, recordedAt);
    case 'CostRecorded':
    case 'UsageHeldAside':
    case 'ReservationOpened':
    case 'ReservationHardened':
    case 'ReservationSettled':
    case 'ReservationReleased':
    case 'ReservationExpired':
    case 'MonthClosed':
      return told;
  }
}

/** What was told already keeps its time: exhaustion is told again when the terms change. */
const withShare = (told: readonly ToldThreshold[], percent: number, at: Date): readonly ToldThreshold[] =>
  told.some((share) => share.percent === percent) ? told : [...told, { percent, at: at.toISOString() }];
