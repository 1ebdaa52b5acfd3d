import type { CostRecorded } from '@clipcast/contracts';
import { formatUsd, parseUsd, type ReRatingId } from '@clipcast/kernel';
import { BudgetDraft, type NewEntry } from '../../budgets/budget-draft.ts';
import type { BudgetEvent, BudgetState } from '../../budgets/budget.ts';
import { monthClosed, type EntryPlace } from '../../budgets/entry-booking.ts';
import type { Difference } from '../differences.query.ts';
import { correctionIdOf, inverseIdOf } from '../re-ratings.ts';

/** A correction before it is known in which month it is booked. */
export type Correction = Omit<NewEntry, 'appliesTo'>;

/** The entry that makes another amount to what the price books say. */
export function correctionOf(reRatingId: ReRatingId, { entry, price, now }: Difference): Correction {
  const { costId, provider, model, plan, quantity, unit, incurredAt, source, accessKeyId, effective } = entry;
  return {
    costId: correctionIdOf(reRatingId, costId),
    provider,
    model,
    plan,
    quantity,
    unit,
    amountUsd: formatUsd(now - effective),
    incurredAt: incurredAt.toISOString(),
    source: { ...source, reRatingId },
    price,
    corrects: costId,
    reservationId: null,
    accessKeyId,
  };
}

/** The entry that takes a correction back. Its amount is no longer a rating, so it has no price. */
export function inverseOf(reRatingId: ReRatingId, correction: CostRecorded['data']): Correction {
  const { provider, model, plan, quantity, unit, incurredAt, source, corrects, accessKeyId } = correction;
  return {
    costId: inverseIdOf(reRatingId, corrects ?? correction.costId),
    provider,
    model,
    plan,
    quantity,
    unit,
    amountUsd: formatUsd(-parseUsd(correction.amountUsd)),
    incurredAt,
    source,
    price: null,
    corrects,
    reservationId: null,
    accessKeyId,
  };
}

/** @throws {DomainError} `month_closed` */
export function correctEntry(correction: Correction, place: EntryPlace, state: BudgetState): BudgetEvent[] {
  if (state.isClosed) throw monthClosed(place.month);
  const draft = new BudgetDraft(place.month, state);
  draft.begin(place.quota, place.isOpen);
  draft.record({ ...correction, appliesTo: place.appliesTo });
  return draft.facts();
}
