import { replay, type EventStore, type StreamRef } from '@clipcast/event-store';
import { bareId, derivedId, type ProfileId } from '@clipcast/kernel';
import { budget, type BudgetState } from './budget.ts';
import type { Month } from './month.ts';

/** The stream of a profile's month: found by its meaning, so nothing has to be looked up. */
export const budgetStream = (profileId: ProfileId, month: Month): StreamRef => ({
  profileId,
  type: budget.streamType,
  id: derivedId('budget', bareId(profileId), month),
});

/** The month as its facts have it now; a month in which nothing happened has version 0. */
export async function readBudget(
  store: EventStore,
  profileId: ProfileId,
  month: Month,
): Promise<{ readonly state: BudgetState; readonly version: number }> {
  const events = await store.readStream(budgetStream(profileId, month));
  return { state: replay(budget, events), version: events.length };
}
