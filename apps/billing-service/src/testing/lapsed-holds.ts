import type { ProfileId } from '@clipcast/kernel';
import { budget, type BudgetEvent } from '../budgets/budget.ts';
import { budgetStream } from '../budgets/budget-stream.ts';
import { aContext, aProfileId } from './builders.ts';
import type { billingDatabase } from './billing-database.ts';
import { MONTH, opened, unlimited } from './reservation-builders.ts';

/** A month with so many reservations that end at a quarter past noon; nobody has noted it. */
export async function monthWithLapsed(
  { deciders }: Pick<Awaited<ReturnType<typeof billingDatabase>>, 'deciders'>,
  count: number,
): Promise<ProfileId> {
  const profileId = aProfileId();
  const holds = Array.from({ length: count }, (_, index) =>
    opened({ reservationId: `rsv_019a0000-0000-7000-8000-${String(index).padStart(12, '0')}` }),
  );
  await deciders.handle({
    aggregate: budget,
    target: budgetStream(profileId, MONTH),
    context: aContext(),
    decide: (): BudgetEvent[] => [unlimited, ...holds],
    reply: () => null,
  });
  return profileId;
}
