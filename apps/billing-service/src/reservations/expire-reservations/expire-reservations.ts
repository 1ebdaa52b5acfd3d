import type { CommandContext } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { BudgetDraft } from '../../budgets/budget-draft.ts';
import type { BudgetEvent, BudgetState } from '../../budgets/budget.ts';
import type { Month } from '../../budgets/month.ts';

/** Notes which reservations of a month are past their time. They stopped counting then; this tells it. */
export class ExpireReservations extends Command<void> {
  constructor(
    readonly profileId: ProfileId,
    readonly month: Month,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export function expireReservations(
  { month, now }: { readonly month: Month; readonly now: Date },
  state: BudgetState,
): BudgetEvent[] {
  const draft = new BudgetDraft(month, state);
  draft.expire(now);
  return draft.facts();
}
