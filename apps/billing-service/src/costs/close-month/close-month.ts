import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { BudgetDraft } from '../../budgets/budget-draft.ts';
import type { BudgetEvent, BudgetState } from '../../budgets/budget.ts';
import { monthOf, type Month } from '../../budgets/month.ts';
import type { Quota } from '../../quotas/quota.ts';

/** A month whose books are closed, and with what. */
export type ClosedMonth = { readonly month: Month; readonly spentUsd: string };

/** Closes the books of a profile's month: what comes later for it is booked in the open one. */
export class CloseMonth extends Command<ClosedMonth> {
  constructor(
    readonly profileId: ProfileId,
    readonly month: Month,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export interface Closing {
  readonly month: Month;
  /** Time of the database. */
  readonly now: Date;
  /** The newest quota that has come over; undefined when the month is known to have begun, and knows its own. */
  readonly quota: Quota | undefined;
}

/**
 * A closed month stays closed, and closing it again changes nothing. Reservations past their time do not stand in the way.
 * @throws {DomainError} `month_not_over`, `month_has_open_reservations`.
 */
export function closeMonth({ month, now, quota }: Closing, state: BudgetState): BudgetEvent[] {
  if (state.isClosed) return [];
  requireOver(month, now);
  const draft = new BudgetDraft(month, state);
  draft.begin(quota, false);
  draft.expire(now);
  const { size: open } = draft.state.holds;
  if (open > 0) throw monthHasOpenReservations(month, open);
  draft.add({ type: 'MonthClosed', data: { month } });
  return draft.facts();
}

/** Only a month that is over can be closed. @throws {DomainError} `month_not_over` */
export function requireOver(month: Month, now: Date): void {
  if (month < monthOf(now)) return;
  throw new DomainError(
    'month_not_over',
    'conflict',
    `${month} is not over: it is ${now.toISOString()}. Close it from the first day of the next month on.`,
  );
}

const monthHasOpenReservations = (month: Month, openReservations: number): DomainError =>
  new DomainError(
    'month_has_open_reservations',
    'conflict',
    `${openReservations} reservations of ${month} are open. Settle or release them, then close the month.`,
    { openReservations },
  );
