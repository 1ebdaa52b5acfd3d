import type { CommandContext } from '@clipcast/event-store';
import { formatUsd, type ProfileId, type ReservationId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { BudgetDraft } from '../../budgets/budget-draft.ts';
import type { BudgetEvent, BudgetState } from '../../budgets/budget.ts';
import type { Month } from '../../budgets/month.ts';
import { openHold } from '../open-hold.ts';
import type { ReleasedReservation } from '../reservation-view.ts';

/** Frees a reservation of which nothing was spent. */
export class ReleaseReservation extends Command<ReleasedReservation> {
  constructor(
    readonly profileId: ProfileId,
    readonly reservationId: ReservationId,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export interface Release {
  readonly month: Month;
  readonly reservationId: ReservationId;
  /** Time of the database. */
  readonly now: Date;
}

/** The whole of it; whoever spent a part settles with that part. @throws {DomainError} `reservation_expired`, or that it is not open in this month. */
export function releaseReservation(
  { month, reservationId, now }: Release,
  state: BudgetState,
): BudgetEvent[] {
  const { amount } = openHold(state, reservationId, now);
  const draft = new BudgetDraft(month, state);
  draft.add({
    type: 'ReservationReleased',
    data: { ...draft.standing({ reserved: -amount }), reservationId, heldUsd: formatUsd(amount) },
  });
  return draft.facts();
}
