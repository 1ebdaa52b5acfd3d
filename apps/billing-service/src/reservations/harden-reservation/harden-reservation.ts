import type { CommandContext } from '@clipcast/event-store';
import type { ProfileId, ReservationId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { BudgetDraft } from '../../budgets/budget-draft.ts';
import type { BudgetEvent, BudgetState } from '../../budgets/budget.ts';
import type { Month } from '../../budgets/month.ts';
import { openHold } from '../open-hold.ts';
import type { HardenedReservation } from '../reservation-view.ts';

/** Takes the time limit from a reservation, directly before the first call that costs money. */
export class HardenReservation extends Command<HardenedReservation> {
  constructor(
    readonly profileId: ProfileId,
    readonly reservationId: ReservationId,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export interface Hardening {
  readonly month: Month;
  readonly reservationId: ReservationId;
  /** Time of the database. */
  readonly now: Date;
}

/** A hard one stays hard. @throws {DomainError} `reservation_expired`, or that it is not open in this month. */
export function hardenReservation(
  { month, reservationId, now }: Hardening,
  state: BudgetState,
): BudgetEvent[] {
  const hold = openHold(state, reservationId, now);
  if (hold.expiresAtMs === null) return [];
  const draft = new BudgetDraft(month, state);
  draft.add({ type: 'ReservationHardened', data: { month, reservationId } });
  return draft.facts();
}
