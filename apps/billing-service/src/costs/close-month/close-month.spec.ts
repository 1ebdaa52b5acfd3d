import { deciderSpec } from '@clipcast/testing';
import { quotaApplied } from '../../budgets/budget-draft.ts';
import { budget, type BudgetEvent, type BudgetState } from '../../budgets/budget.ts';
import { recordCost } from '../../budgets/record-cost/record-cost.ts';
import { NO_QUOTA } from '../../quotas/quota.ts';
import { aReportedCost } from '../../testing/builders.ts';
import { closeMonth, type Closing } from './close-month.ts';

const month = '2026-02';
const given = deciderSpec<BudgetState, BudgetEvent, Closing>({ ...budget, decide: closeMonth });
const closing = (now: string): Closing => ({ month, now: new Date(now), quota: NO_QUOTA });
const afterwards = closing('2026-03-01T00:00:00.000Z');

const begun = quotaApplied(month, NO_QUOTA);
const closed: BudgetEvent = { type: 'MonthClosed', data: { month } };
const reservationId = 'rsv_019a0000-0000-7000-8000-000000000001';
const opened = (expiresAt: string | null): BudgetEvent => ({
  type: 'ReservationOpened',
  data: {
    month,
    spentUsd: '0.000000',
    reservedUsd: '1.000000',
    limitUsd: '0.000000',
    reservationId,
    amountUsd: '1.000000',
    purpose: 'narration',
    expiresAt,
    usage: null,
    price: null,
    groupId: null,
    accessKeyId: null,
  },
});
const expired: BudgetEvent = {
  type: 'ReservationExpired',
  data: {
    month,
    spentUsd: '0.000000',
    reservedUsd: '0.000000',
    limitUsd: '0.000000',
    reservationId,
    heldUsd: '1.000000',
    expiredAt: '2026-02-28T23:59:59.999Z',
  },
};

describe('closing a month', () => {
  it('closes its books, once', () => {
    given(begun).when(afterwards).then(closed);
    given(begun, closed).when(afterwards).then();
  });
  it('closes a month in which nothing happened', () => {
    given().when(afterwards).then(begun, closed);
  });
  it('waits until it is over, to the millisecond', () => {
    given(begun).when(closing('2026-02-28T23:59:59.999Z')).thenRefused('month_not_over');
  });
  it('does not close over open reservations', () => {
    given(begun, opened(null)).when(afterwards).thenRefused('month_has_open_reservations');
    given(begun, opened('2026-03-01T00:00:00.001Z'))
      .when(afterwards)
      .thenRefused('month_has_open_reservations');
  });
  it('ends reservations that are past their time', () => {
    given(begun, opened('2026-02-28T23:59:59.999Z')).when(afterwards).then(expired, closed);
  });
});

describe('a closed month', () => {
  it('takes no cost', () => {
    const state = [begun, closed].reduce<BudgetState>(
      (before, fact) => budget.evolve(before, fact),
      budget.initialState,
    );
    const booking = {
      month,
      isOpen: false,
      cost: aReportedCost(),
      rated: { micros: 1n, price: null },
      quota: undefined,
      appliesTo: null,
    };
    expect(() => recordCost(booking, state)).toThrow('The books of 2026-02 are closed');
  });
});
