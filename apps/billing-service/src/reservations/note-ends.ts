import type { CommandContext, Deciders } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { budget, type BudgetEvent } from '../budgets/budget.ts';
import { budgetStream } from '../budgets/budget-stream.ts';
import type { Month } from '../budgets/month.ts';
import { expireReservations, mayBeMore } from './expire-reservations/expire-reservations.ts';

/** Which reservations are to be noted: those of a month that are past their time at `now`, by the database's time. */
export interface EndsToNote {
  readonly profileId: ProfileId;
  readonly month: Month;
  readonly now: Date;
}

/**
 * Notes them in an append of its own, because there may be many, and under no command id: what is due is due whoever asks.
 * Answers whether there may be more than one append may hold.
 */
export async function noteEnds(
  deciders: Deciders,
  { profileId, month, now }: EndsToNote,
  context: CommandContext,
): Promise<boolean> {
  const { idempotency: _, ...caller } = context;
  let facts: readonly BudgetEvent[] = [];
  await deciders.handle({
    aggregate: budget,
    target: budgetStream(profileId, month),
    context: caller,
    decide: (state) => (facts = expireReservations({ month, now }, state)),
    reply: () => null,
  });
  return mayBeMore(facts);
}
