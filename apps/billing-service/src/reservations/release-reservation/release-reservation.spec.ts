import { deciderSpec } from '@clipcast/testing';
import { budget, type BudgetEvent, type BudgetState } from '../../budgets/budget.ts';
import { applied, later, MONTH, NOON, opened, RSV, standing } from '../../testing/reservation-builders.ts';
import { releaseReservation, type Release } from './release-reservation.ts';

const given = deciderSpec<BudgetState, BudgetEvent, Release>({ ...budget, decide: releaseReservation });
const release = (now = NOON): Release => ({ month: MONTH, reservationId: RSV, now });
const released: BudgetEvent = {
  type: 'ReservationReleased',
  data: { ...standing(), reservationId: RSV, heldUsd: '4.000000' },
};

describe('releasing a reservation', () => {
  it('frees all of it, soft or hard', () => {
    given(applied(), opened()).when(release()).then(released);
    given(applied(), opened({ expiresAt: null }))
      .when(release(later(1e6)))
      .then(released);
  });
  it('is too late once it has expired', () => {
    given(applied(), opened())
      .when(release(later(900)))
      .thenRefused('reservation_expired');
  });
  it('happens once', () => {
    given(applied(), opened(), released).when(release()).thenRefused('reservation_not_here');
  });
});
