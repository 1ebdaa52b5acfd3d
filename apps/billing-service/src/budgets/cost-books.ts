import type { EventStore } from '@clipcast/event-store';
import { bareId, DomainError, formatUsd, parseUsd, type ProfileId } from '@clipcast/kernel';
import { rateUsage, type PriceBooks } from '../prices/price-books.ts';
import type { EntryBooking } from './entry-booking.ts';
import { monthOf } from './month.ts';
import { costFingerprint } from './record-cost/cost-fingerprint.ts';
import {
  costCommandId,
  costIdReused,
  recordCost,
  type Booking,
  type RatedAmount,
  type RecordCost,
  type ReportedCost,
} from './record-cost/record-cost.ts';

/** Where costs are booked, whoever reports them. */
export class CostBooks {
  constructor(
    private readonly booking: EntryBooking,
    private readonly store: EventStore,
    private readonly prices: PriceBooks,
  ) {}

  /**
   * Books a cost once for ever. Nothing is read for it while its month is known and it comes in time.
   * @throws {DomainError} `cost_id_reused`, and what {@link EntryBooking.book} throws.
   */
  async book({ profileId, cost, context }: RecordCost): Promise<Booking> {
    const rated = await this.#rate(profileId, cost);
    const commandId = costCommandId(cost.costId);
    try {
      const { reply, replayed } = await this.booking.book({
        profileId,
        month: monthOf(new Date(cost.incurredAt)),
        commandId,
        fingerprint: costFingerprint(cost),
        context,
        decide: (place, state) => recordCost({ ...place, cost, rated }, state),
        reply: ({ month, appliesTo }): Booking => ({
          outcome: rated === null ? 'held_aside' : 'recorded',
          month,
          amountUsd: rated && formatUsd(rated.micros),
          appliesTo,
        }),
      });
      return replayed ? { ...reply, outcome: 'duplicate' } : reply;
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'idempotency_key_reused')) throw error;
      const first = await this.store.findCommand(bareId(profileId), commandId);
      throw first ? costIdReused(cost.costId, first.result as Booking) : error;
    }
  }

  async #rate(profileId: ProfileId, cost: ReportedCost): Promise<RatedAmount | null> {
    if (cost.amountUsd !== null) return { micros: parseUsd(cost.amountUsd), price: null };
    const books = await this.prices.of(profileId);
    return rateUsage(books, cost, new Date(cost.incurredAt)) ?? null;
  }
}
