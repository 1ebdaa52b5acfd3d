import type { CostRecorded, QuotaExhausted, QuotaRestored, QuotaWarningReached } from '@clipcast/contracts';
import type { Aggregate, DomainEvent, SnapshotForm } from '@clipcast/event-store';
import { formatUsd, parseUsd, type Micros } from '@clipcast/kernel';
import { NO_QUOTA, standingOf, type Quota, type Standing } from '../quotas/quota.ts';
import type { Month } from './month.ts';

/** Which quota the month counts against from here on. The first fact of every budget. */
export type QuotaApplied = DomainEvent<
  'QuotaApplied',
  {
    readonly month: Month;
    readonly limitUsd: string;
    readonly warnAtPercent: number;
    readonly enforcement: Quota['enforcement'];
    readonly quotaVersion: number;
  }
>;

/** The month's standing changed; the last of these facts names the standing it has. */
export type StandingChanged = QuotaWarningReached | QuotaExhausted | QuotaRestored;

/** Everything that can happen to the budget of one profile in one month. */
export type BudgetEvent = QuotaApplied | CostRecorded | StandingChanged;

export interface BudgetState {
  readonly spent: Micros;
  /** Null until the month begins with its first cost or its first quota. */
  readonly quota: Quota | null;
  /** The standing that was told last. */
  readonly standing: Standing;
}

/** A state as a snapshot keeps it: amounts as text, like everywhere outside. */
interface SavedBudget {
  readonly spentUsd: string;
  readonly quota: (Omit<Quota, 'limit'> & { readonly limitUsd: string }) | null;
  readonly standing: Standing;
}

/** A brand's month can hold a hundred thousand costs. */
const snapshots: SnapshotForm<BudgetState> = {
  format: 1,
  save: ({ spent, quota, standing }) => {
    const { limit, ...terms } = quota ?? NO_QUOTA;
    return {
      spentUsd: formatUsd(spent),
      quota: quota && { ...terms, limitUsd: formatUsd(limit) },
      standing,
    };
  },
  load: (saved) => {
    const { spentUsd, quota, standing } = saved as unknown as SavedBudget;
    if (quota === null) return { spent: parseUsd(spentUsd), quota, standing };
    const { limitUsd, ...terms } = quota;
    return { spent: parseUsd(spentUsd), quota: { ...terms, limit: parseUsd(limitUsd) }, standing };
  },
};

export const budget: Aggregate<BudgetState, BudgetEvent> = {
  streamType: 'budget',
  initialState: { spent: 0n, quota: null, standing: 'ok' },
  snapshots,
  eventTypes: {
    QuotaApplied: true,
    CostRecorded: true,
    QuotaWarningReached: true,
    QuotaExhausted: true,
    QuotaRestored: true,
  },
  evolve(state, event): BudgetState {
    switch (event.type) {
      case 'QuotaApplied': {
        const { limitUsd, warnAtPercent, enforcement, quotaVersion } = event.data;
        return {
          ...state,
          quota: { limit: parseUsd(limitUsd), warnAtPercent, enforcement, version: quotaVersion },
        };
      }
      case 'CostRecorded':
        return { ...state, spent: state.spent + parseUsd(event.data.amountUsd) };
      case 'QuotaWarningReached':
        return { ...state, standing: 'warning' };
      case 'QuotaExhausted':
        return { ...state, standing: 'exhausted' };
      case 'QuotaRestored':
        return { ...state, standing: 'ok' };
    }
  },
};

/** Money is set aside in a later release; until then nothing is. */
export const NOTHING_RESERVED = formatUsd(0n);

/** A month that begins takes the newest quota. An open one takes a newer one, a closed one keeps its own for ever. */
export const quotaInForce = (own: Quota | null, newest: Quota, isOpen: boolean): Quota =>
  own === null || (isOpen && newest.version > own.version) ? newest : own;

/** The fact that a month counts against a quota. */
export const quotaApplied = (month: Month, quota: Quota): QuotaApplied => ({
  type: 'QuotaApplied',
  data: {
    month,
    limitUsd: formatUsd(quota.limit),
    warnAtPercent: quota.warnAtPercent,
    enforcement: quota.enforcement,
    quotaVersion: quota.version,
  },
});

/**
 * What has to be told after costs or quota changed. A standing that got better is restored first, so a warning comes
 * again only after a restoration, and whoever remembers the last fact alone knows where the month stands. Other terms
 * while exhausted are told again, because a limit that was soft and is hard now makes spenders stop.
 */
export function standingChanges(month: Month, before: BudgetState, after: BudgetState): StandingChanged[] {
  const quota = after.quota ?? NO_QUOTA;
  const data = {
    month,
    spentUsd: formatUsd(after.spent),
    reservedUsd: NOTHING_RESERVED,
    limitUsd: formatUsd(quota.limit),
    enforcement: quota.enforcement,
  };
  const now = standingOf(after.spent, quota);
  const gotBetter = RANK[now] < RANK[before.standing];
  const from = gotBetter ? 'ok' : before.standing;
  const facts: StandingChanged[] = [];
  if (gotBetter) facts.push({ type: 'QuotaRestored', data });
  if (from === 'ok' && now !== 'ok') facts.push({ type: 'QuotaWarningReached', data });
  if (now === 'exhausted' && (from !== 'exhausted' || hasOtherTerms(before.quota, quota))) {
    facts.push({ type: 'QuotaExhausted', data });
  }
  return facts;
}

const RANK: Readonly<Record<Standing, number>> = { ok: 0, warning: 1, exhausted: 2 };

const hasOtherTerms = (before: Quota | null, after: Quota): boolean =>
  before?.limit !== after.limit || before.enforcement !== after.enforcement;
