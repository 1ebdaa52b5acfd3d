import { deciderSpec } from '@clipcast/testing';
import { budget, type BudgetEvent, type BudgetState } from '../../budgets/budget.ts';
import { applied, later, MONTH, NOON, opened, RSV } from '../../testing/reservation-builders.ts';
import { hardenReservation, type Hardening } from './harden-reservation.ts';

const given = deciderSpec<BudgetState, BudgetEvent, Hardening>({ ...budget, decide: hardenReservation });
const harden = (now = NOON): Hardening => ({ month: MONTH, reservationId: RSV, now });
const hardened: BudgetEvent = { type: 'ReservationHardened', data: { month: MONTH, reservationId: RSV } };

describe('hardening a reservation', () => {
  it('takes its time limit, up to the last moment', () => {
    given(applied(), opened())
      .when(harden(later(899.999)))
      .then(hardened);
    given(applied(), opened())
      .when(harden(later(900)))
      .thenRefused('reservation_expired');
  });
  it('leaves a hard one hard', () => {
    given(applied(), opened(), hardened)
      .when(harden(later(1e6)))
      .then();
    given(applied(), opened({ expiresAt: null }))
      .when(harden())
      .then();
  });
  it('finds nothing where nothing was opened', () => {
    given(applied()).when(harden()).thenRefused('reservation_not_here');
  });
});
