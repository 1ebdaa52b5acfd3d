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
  it('notes it once, and never a hard one', () => {
    given(...history, first, second)
      .when({ month: MONTH, now: later(3_600) })
      .then();
    given(applied(), opened({ expiresAt: null }))
      .when({ month: MONTH, now: later(1e6) })
      .then();
  });
});
