import { parseUsd, type Micros, type Uuid } from '@clipcast/kernel';
import type { BudgetEvent } from '../budgets/budget.ts';
import type { Month } from '../budgets/month.ts';
import { statusOf, type StandingView } from '../budgets/standing-view.ts';
import { toldAfter, type ToldThreshold } from '../budgets/told-thresholds.ts';
import { NO_QUOTA, type Quota } from '../quotas/quota.ts';

/** How a month of a profile stands, as its facts told last. */
export interface MonthBudget {
  readonly profileId: Uuid;
  readonly month: Month;
  readonly quota: Pick<Quota, 'limit' | 'warnAtPercent' | 'enforcement'>;
  readonly spent: Micros;
  readonly reserved: Micros;
  readonly told: readonly ToldThreshold[];
  readonly isClosed: boolean;
  /** Of the month's stream. */
  readonly version: number;
}

/** A fact of a month's stream with what the log knows of it. */
export type RecordedFact = BudgetEvent & { readonly version: number; readonly recordedAt: Date };

/** A month of which nothing is known. */
export const newMonth = (profileId: Uuid, month: Month): MonthBudget => ({
  profileId,
  month,
  quota: NO_QUOTA,
  spent: 0n,
  reserved: 0n,
  told: [],
  isClosed: false,
  version: 0,
});

/** The month after another fact. One that is in it already changes nothing. */
export function afterFact(before: MonthBudget, fact: RecordedFact): MonthBudget {
  if (fact.version <= before.version) return before;
  const { version, recordedAt } = fact;
  const told = toldAfter(before.told, fact, { recordedAt, spent: before.spent });
  return { ...before, ...changedBy(fact), told, version };
}

/** Every fact about money tells the sums that hold after it. */
function changedBy(fact: BudgetEvent): Partial<MonthBudget> {
  switch (fact.type) {
    case 'QuotaApplied': {
      const { limitUsd, warnAtPercent, enforcement } = fact.data;
      return { quota: { limit: parseUsd(limitUsd), warnAtPercent, enforcement } };
    }
    case 'MonthClosed':
      return { isClosed: true };
    case 'UsageHeldAside':
    case 'ReservationHardened':
      return {};
    case 'CostRecorded':
    case 'ReservationOpened':
    case 'ReservationSettled':
    case 'ReservationReleased':
    case 'ReservationExpired':
    case 'QuotaWarningReached':
    case 'QuotaExhausted':
    case 'QuotaRestored':
      return { spent: parseUsd(fact.data.spentUsd), reserved: parseUsd(fact.data.reservedUsd) };
  }
}

/** What all profiles together have in a month, or by how much that changes. */
export interface FleetSums {
  readonly spent: Micros;
  readonly reserved: Micros;
  readonly warning: number;
  readonly exhausted: number;
}

/** By how much the sums of the fleet change when a month of one profile does. */
export function fleetChange(before: MonthBudget, after: MonthBudget): FleetSums {
  const [was, is] = [statusIn(before), statusIn(after)];
  const counted = (status: StandingView['status']) => Number(is === status) - Number(was === status);
  return {
    spent: after.spent - before.spent,
    reserved: after.reserved - before.reserved,
    warning: counted('warning'),
    exhausted: counted('exhausted'),
  };
}

export const statusIn = ({ spent, quota }: MonthBudget): StandingView['status'] => statusOf(spent, quota);
