import type {
  CostRecorded,
  QuotaExhausted,
  QuotaRestored,
  QuotaWarningReached,
  ReservationExpired,
  ReservationOpened,
  ReservationReleased,
  ReservationSettled,
} from '@clipcast/contracts';
import type { Aggregate, DomainEvent } from '@clipcast/event-store';
import { parseUsd, type Micros, type ReservationId } from '@clipcast/kernel';
import { Map, Set } from 'immutable';
import { isReached, NO_QUOTA, type Quota } from '../quotas/quota.ts';
import { budgetSnapshots } from './budget-snapshot.ts';
import type { BudgetState } from './budget-state.ts';
import { Holds } from './holds.ts';
import type { Month } from './month.ts';

export type { BudgetState } from './budget-state.ts';

/** Which quota the month counts against from here on. The first fact of every budget. */
export type QuotaApplied = DomainEvent<
  'QuotaApplied',
  {
    readonly month: Month;
    readonly limitUsd: string;
    readonly warnAtPercent: number;
    readonly alsoTellAtPercent: readonly number[];
    readonly enforcement: Quota['enforcement'];
    readonly quotaVersion: number;
  }
>;

/** A reservation no longer expires: the call that costs money is about to be made. */
export type ReservationHardened = DomainEvent<
  'ReservationHardened',
  { readonly month: Month; readonly reservationId: ReservationId }
>;

/** A usage without a known price: it is no cost yet, and is not forgotten. */
export type UsageHeldAside = DomainEvent<
  'UsageHeldAside',
  Pick<
    CostRecorded['data'],
    | 'month'
    | 'costId'
    | 'provider'
    | 'model'
    | 'plan'
    | 'quantity'
    | 'unit'
    | 'incurredAt'
    | 'source'
    | 'accessKeyId'
    | 'appliesTo'
  >
>;

/** The books of the month are closed: what comes later for it is booked in the open month, and says so. */
export type MonthClosed = DomainEvent<'MonthClosed', { readonly month: Month }>;

/** The month's standing changed. */
export type StandingChanged = QuotaWarningReached | QuotaExhausted | QuotaRestored;

/** Everything that can happen to the budget of one profile in one month. */
export type BudgetEvent =
  | QuotaApplied
  | CostRecorded
  | UsageHeldAside
  | ReservationOpened
  | ReservationHardened
  | ReservationSettled
  | ReservationReleased
  | ReservationExpired
  | MonthClosed
  | StandingChanged;

export const budget: Aggregate<BudgetState, BudgetEvent> = {
  streamType: 'budget',
  initialState: {
    spent: 0n,
    reserved: 0n,
    quota: null,
    isExhausted: false,
    told: [],
    holds: Holds.NONE,
    heldAside: Set(),
    usedByKey: Map(),
    isClosed: false,
  },
  snapshots: budgetSnapshots,
  eventTypes: {
    QuotaApplied: true,
    CostRecorded: true,
    UsageHeldAside: true,
    ReservationOpened: true,
    ReservationHardened: true,
    ReservationSettled: true,
    ReservationReleased: true,
    ReservationExpired: true,
    MonthClosed: true,
    QuotaWarningReached: true,
    QuotaExhausted: true,
    QuotaRestored: true,
  },
  evolve(state, event): BudgetState {
    switch (event.type) {
      case 'QuotaApplied':
        return withQuota(state, event.data);
      case 'CostRecorded': {
        const { amountUsd, accessKeyId, costId } = event.data;
        const amount = parseUsd(amountUsd);
        return {
          ...state,
          spent: state.spent + amount,
          heldAside: state.heldAside.delete(costId),
          usedByKey: usedBy(state, accessKeyId, amount),
        };
      }
      case 'UsageHeldAside':
        return { ...state, heldAside: state.heldAside.add(event.data.costId) };
      case 'ReservationOpened':
        return opened(state, event.data);
      case 'ReservationHardened': {
        const hold = state.holds.get(event.data.reservationId);
        if (!hold) return state;
        const hardened = { ...hold, expiresAtMs: null };
        return { ...state, holds: state.holds.with(event.data.reservationId, hardened) };
      }
      // What it cost is the cost entry beside it.
      case 'ReservationSettled':
      case 'ReservationReleased':
      case 'ReservationExpired':
        return ended(state, event.data.reservationId);
      case 'MonthClosed':
        return { ...state, isClosed: true };
      case 'QuotaWarningReached':
        return { ...state, told: [...state.told, event.data.thresholdPercent] };
      case 'QuotaExhausted':
        return { ...state, isExhausted: true };
      case 'QuotaRestored':
        return { ...state, isExhausted: false };
    }
  },
};

/** The quota the month counts against. */
export const quotaIn = ({ quota }: Pick<BudgetState, 'quota'>): Quota => quota ?? NO_QUOTA;

/** A month that begins takes the newest quota. An open one takes a newer one, a closed one keeps its own for ever. */
export const quotaInForce = (own: Quota | null, newest: Quota, isOpen: boolean): Quota =>
  own === null || (isOpen && newest.version > own.version) ? newest : own;

/** A share that is out of reach again under another limit will be told again when it is reached. */
function withQuota(
  state: BudgetState,
  { limitUsd, quotaVersion, warnAtPercent, alsoTellAtPercent, enforcement }: QuotaApplied['data'],
): BudgetState {
  const quota = {
    limit: parseUsd(limitUsd),
    version: quotaVersion,
    warnAtPercent,
    alsoTellAtPercent,
    enforcement,
  };
  return {
    ...state,
    quota,
    told: state.told.filter((percent) => isReached(percent, state.spent, quota)),
  };
}

function opened(state: BudgetState, data: ReservationOpened['data']): BudgetState {
  const { reservationId, amountUsd, expiresAt, usage, price, accessKeyId } = data;
  const amount = parseUsd(amountUsd);
  const expiresAtMs = expiresAt === null ? null : Date.parse(expiresAt);
  return {
    ...state,
    reserved: state.reserved + amount,
    holds: state.holds.with(reservationId, { amount, expiresAtMs, usage, price, accessKeyId }),
    usedByKey: usedBy(state, accessKeyId, amount),
  };
}

function ended(state: BudgetState, id: ReservationId): BudgetState {
  const hold = state.holds.get(id);
  if (!hold) return state;
  return {
    ...state,
    reserved: state.reserved - hold.amount,
    holds: state.holds.without(id),
    usedByKey: usedBy(state, hold.accessKeyId, -hold.amount),
  };
}

const usedBy = ({ usedByKey }: BudgetState, key: string | null, amount: Micros): BudgetState['usedByKey'] =>
  key === null ? usedByKey : usedByKey.update(key, 0n, (used) => used + amount);
