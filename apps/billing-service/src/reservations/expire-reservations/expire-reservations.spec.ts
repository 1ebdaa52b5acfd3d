import { replay } from '@clipcast/event-store';
import { deciderSpec } from '@clipcast/testing';
import { budget, type BudgetEvent, type BudgetState } from '../../budgets/budget.ts';
import { applied, later, MONTH, opened, OTHER, RSV, standing } from '../../testing/reservation-builders.ts';
import { expireReservations } from './expire-reservations.ts';

type Round = Parameters<typeof expireReservations>[0];
const given = deciderSpec<BudgetState, BudgetEvent, Round>({ ...budget, decide: expireReservations });
const expired = (
  reservationId: typeof RSV | typeof OTHER,
  expiredAt: string,
  reservedUsd: string,
): BudgetEvent => ({
  type: 'ReservationExpired',
  data: { ...standing({ reservedUsd }), reservationId, heldUsd: '4.000000', expiredAt },
});
const history = [
  applied(),
  opened(),
  opened({
    reservationId: OTHER,
    expiresAt: '2026-03-15T12:01:00.000Z',
    ...standing({ reservedUsd: '8.000000' }),
  }),
];
const first = expired(OTHER, '2026-03-15T12:01:00.000Z', '4.000000');
const second = expired(RSV, '2026-03-15T12:15:00.000Z', '0.000000');

describe('noting what has expired', () => {
  it('notes each when it is due, the earliest first', () => {
    given(...history)
      .when({ month: MONTH, now: later(59.999) })
      .then();
    given(...history)
      .when({ month: MONTH, now: later(60) })
      .then(first);
    given(...history)
      .when({ month: MONTH, now: later(3_600) })
      .then(first, second);
  });
  it('notes a thousand at a time, however many are due', () => {
    const many = Array.from({ length: 2_500 }, (_, index) =>
      opened({ reservationId: `rsv_019a0000-0000-7000-8000-${String(index).padStart(12, '0')}` }),
    );
    const notedThen = [0, 0, 0].reduce<{ state: BudgetState; counts: number[] }>(
      ({ state, counts }) => {
        const facts = expireReservations({ month: MONTH, now: later(3_600) }, state);
        return { state: replay(budget, facts, state), counts: [...counts, facts.length] };
      },
      { state: replay(budget, [applied(), ...many], budget.initialState), counts: [] },
    );
    expect(notedThen.counts).toEqual([1_000, 1_000, 500]);
    expect(notedThen.state.reserved).toBe(0n);
  });
  it('notes it once, and never a hard one', () => {
    given(...history, first, second)
      .when({ month: MONTH, now: later(3_600) })
      .then();
    given(applied(), opened({ expiresAt: null }))
      .when({ month: MONTH, now: later(1e6) })
      .then();
  });
});
