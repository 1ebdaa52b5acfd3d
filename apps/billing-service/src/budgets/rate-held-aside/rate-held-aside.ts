import { derivedId, formatUsd, type Uuid } from '@clipcast/kernel';
import type { Rating } from '../../prices/price-books.ts';
import { BudgetDraft } from '../budget-draft.ts';
import type { BudgetEvent, BudgetState, UsageHeldAside } from '../budget.ts';
import { monthClosed, type EntryPlace } from '../entry-booking.ts';

/** A usage that was held aside, and the price that has come. */
export interface RatedUsage {
  readonly usage: UsageHeldAside['data'];
  readonly rating: Rating;
}

/**
 * Under which the held usage becomes an entry: once for ever, in whichever month. Not the cost's own command id, which is
 * that of its being held aside.
 */
export const ratingCommandId = (costId: UsageHeldAside['data']['costId']): Uuid =>
  derivedId('rate-held-aside', costId);

/** Books the cost that the usage has turned out to be, if the month still holds it aside. */
export function rateHeldAside(
  { usage, rating }: RatedUsage,
  place: EntryPlace,
  state: BudgetState,
): BudgetEvent[] {
  const isHeldHere = state.heldAside.has(usage.costId);
  // The month that held it is closed: the open one has never heard of it, and the command id sees to it that it comes once.
  const comesLate = place.appliesTo !== null;
  if (state.isClosed) throw monthClosed(place.month);
  if (!isHeldHere && !comesLate) return [];
  const draft = new BudgetDraft(place.month, state);
  draft.begin(place.quota, place.isOpen);
  const { month: _, ...entry } = usage;
  draft.record({
    ...entry,
    amountUsd: formatUsd(rating.micros),
    price: rating.price,
    corrects: null,
    appliesTo: usage.appliesTo ?? place.appliesTo,
    reservationId: null,
  });
  return draft.facts();
}
