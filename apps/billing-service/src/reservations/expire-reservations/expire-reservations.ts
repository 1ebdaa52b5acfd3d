import type { CommandContext } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { BudgetDraft, ENDS_NOTED_MAX } from '../../budgets/budget-draft.ts';
import type { BudgetEvent, BudgetState } from '../../budgets/budget.ts';
import type { Month } from '../../budgets/month.ts';

/**
 * Notes which reservations of a month are past their time. They stopped counting then; this tells it. Answers whether there
 * may be more: one append notes so many and no more.
 */
export class ExpireReservations extends Command<boolean> {
  constructor(
    readonly profileId: ProfileId,
    readonly month: Month,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Up to {@link ENDS_NOTED_MAX} of them. */
export function expireReservations(
  { month, now }: { readonly month: Month; readonly now: Date },
  state: BudgetState,
): BudgetEvent[] {
  const draft = new BudgetDraft(month, state);
  draft.expire(now);
  return draft.facts();
}

/** Whether the facts of one decision are as many ends as one may note, so that there may be more. */
export const mayBeMore = (facts: readonly BudgetEvent[]): boolean =>
  facts.filter(({ type }) => type === 'ReservationExpired').length >= ENDS_NOTED_MAX;
