import type { CommandContext } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { Quota } from '../../quotas/quota.ts';
import { BudgetDraft } from '../budget-draft.ts';
import type { BudgetEvent, BudgetState } from '../budget.ts';
import type { Month } from '../month.ts';

/** Lets the current month count against another quota. */
export class ApplyQuota extends Command<void> {
  constructor(
    readonly profileId: ProfileId,
    readonly quota: Quota,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A quota that is not newer than the month's own is no news: the month's first cost may have brought it already. */
export function applyQuota(
  { month, quota }: { readonly month: Month; readonly quota: Quota },
  state: BudgetState,
): BudgetEvent[] {
  if (state.quota !== null && quota.version <= state.quota.version) return [];
  const draft = new BudgetDraft(month, state);
  draft.apply(quota);
  return draft.facts();
}
