import type { Deciders, TenantDoor } from '@clipcast/event-store';
import { bareId, DomainError, type CostId, type ProfileId } from '@clipcast/kernel';
import type { EntryBooking } from '../../budgets/entry-booking.ts';
import { monthOf } from '../../budgets/month.ts';
import { costCommandId } from '../../budgets/record-cost/record-cost.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import type { BillingTables } from '../../database.ts';
import type { PriceBooks } from '../../prices/price-books.ts';
import { differencesIn } from '../differences.query.ts';
import { LeftOutEntries, type LeftOutSum } from '../left-out.ts';
import { RE_RATINGS, reRatings, type ReRating, type ReRatingEvent } from '../re-ratings.ts';
import { appliedCorrections } from './applied-corrections.query.ts';
import { correctEntry, correctionOf, inverseOf, type Correction } from './correct-entry.ts';

const AT_A_TIME = 500;

/** What carrying out rests on. */
export interface ReRaterParts {
  readonly door: TenantDoor<BillingTables>;
  readonly deciders: Deciders;
  readonly prices: Pick<PriceBooks, 'of'>;
  readonly booking: EntryBooking;
  readonly clock: MoneyClock;
  /** Whether a read model shows everything that is in the log now. */
  readonly isLevel: (projection: 'cost-ledger' | 're-rating-entries') => Promise<boolean>;
}

/**
 * Applies and undoes re-ratings. Nothing of how far it has come is kept: every correction and every inverse has an id of
 * its own, so whoever goes on after a crash, or at the same time, goes through everything again and books what is missing.
 * An entry whose difference no month can hold is left as it is and told of; it does not stand in the way of the others.
 */
export class ReRater {
  constructor(private readonly parts: ReRaterParts) {}

  /**
   * Carries out what is to be done. Answers `later` while the read models are behind, for an entry must not be corrected
   * by what it amounted to before an earlier re-rating.
   */
  async round(signal?: AbortSignal): Promise<'done' | 'later'> {
    const { state } = await this.parts.deciders.read(reRatings, RE_RATINGS);
    const reRating = state.atWork === null ? undefined : state.all.get(state.atWork);
    if (!reRating) return 'done';
    const isUndo = reRating.status === 'undoing';
    if (!(await this.parts.isLevel(isUndo ? 're-rating-entries' : 'cost-ledger'))) return 'later';
    const leftOut = new LeftOutEntries();
    await (isUndo ? this.#undo(reRating, leftOut, signal) : this.#apply(reRating, leftOut, signal));
    if (signal?.aborted === true) return 'later';
    await this.#end(reRating, leftOut.sum);
    return 'done';
  }

  async #apply(
    { id, terms }: ReRating,
    leftOut: LeftOutEntries,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { door, prices } = this.parts;
    for await (const { profileId, differences } of differencesIn(door, prices, terms, leftOut)) {
      if (signal?.aborted === true) return;
      await Promise.all(
        differences.map((difference) => this.#book(profileId, correctionOf(id, difference), id, leftOut)),
      );
    }
  }

  async #undo({ id }: ReRating, leftOut: LeftOutEntries, signal: AbortSignal | undefined): Promise<void> {
    for await (const page of appliedCorrections(this.parts.door, id, AT_A_TIME)) {
      if (signal?.aborted === true) return;
      await Promise.all(
        page.map(({ profileId, entry }) => this.#book(profileId, inverseOf(id, entry), id, leftOut)),
      );
    }
  }

  async #book(
    profileId: ProfileId,
    correction: Correction,
    reRatingId: ReRating['id'],
    leftOut: LeftOutEntries,
  ): Promise<void> {
    try {
      await this.parts.booking.book({
        profileId,
        month: monthOf(new Date(correction.incurredAt)),
        commandId: costCommandId(correction.costId),
        context: contextOf(reRatingId),
        decide: (place, state) => correctEntry(correction, place, state),
        reply: () => null,
      });
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'amount_too_large')) throw error;
      const costId: CostId = correction.corrects ?? correction.costId;
      leftOut.add({ profileId, costId, code: error.code });
    }
  }

  async #end({ id: reRatingId, status }: ReRating, leftOut: LeftOutSum): Promise<void> {
    const at = (await this.parts.clock.now()).toISOString();
    await this.parts.deciders.handle({
      aggregate: reRatings,
      target: RE_RATINGS,
      context: contextOf(reRatingId),
      // Another replica may have been here before.
      decide: (state): ReRatingEvent[] => {
        if (state.atWork !== reRatingId || state.all.get(reRatingId)?.status !== status) return [];
        return [
          {
            type: status === 'undoing' ? 'ReRatingUndone' : 'ReRatingApplied',
            data: { reRatingId, at, leftOut },
          },
        ];
      },
      reply: () => null,
    });
  }
}

/** One conversation: everything that a re-rating has booked can be found by its own id. */
const contextOf = (id: ReRating['id']) => ({
  actor: 'policy:carry-out-re-rating',
  correlationId: bareId(id),
});
