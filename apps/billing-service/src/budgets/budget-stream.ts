import type { Deciders, StreamRef, VersionedState } from '@clipcast/event-store';
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
export const readBudget = (
  deciders: Deciders,
  profileId: ProfileId,
  month: Month,
): Promise<VersionedState<BudgetState>> => deciders.read(budget, budgetStream(profileId, month));
