import { formatUsd } from '@clipcast/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ReservationRow } from '../../database.ts';
import { PriceBooks } from '../../prices/price-books.ts';
import { factOf } from '../fact-of.ts';
import { ReservationDesk } from '../reservation-desk.ts';
import type { SettledReservation } from '../reservation-view.ts';
import { SettleReservation, settleReservation } from './settle-reservation.ts';
import { SettledEntries } from './settled-entries.query.ts';

@CommandHandler(SettleReservation)
export class SettleReservationHandler implements ICommandHandler<SettleReservation> {
  constructor(
    private readonly desk: ReservationDesk,
    private readonly prices: PriceBooks,
    private readonly entries: SettledEntries,
  ) {}

  async execute(command: SettleReservation) {
    const { use, profileId } = command;
    // An amount needs no price; only then is anything read.
    const books = use.amountUsd === null ? await this.prices.of(profileId) : null;
    return this.desk.decide<SettledReservation>(command, {
      decide: (place, state) => settleReservation({ ...place, use, books }, state),
      reply: ({ month, reservationId }, facts) => {
        const { heldUsd, amountUsd, overrunUsd, costId } = factOf(facts, 'ReservationSettled');
        return {
          id: reservationId,
          month,
          status: 'settled',
          heldUsd,
          spentUsd: amountUsd,
          overrunUsd,
          costId,
        };
      },
      // Who settles in the same way again has missed the answer, and gets it.
      again: async (row) => ((await this.entries.isSettledWith(row, use)) ? settledAs(row) : undefined),
    });
  }
}

const settledAs = (row: ReservationRow): SettledReservation => ({
  id: row.reservation_id,
  month: row.month,
  status: 'settled',
  heldUsd: formatUsd(row.amount_micros),
  spentUsd: formatUsd(row.spent_micros ?? 0n),
  overrunUsd: formatUsd(row.overrun_micros ?? 0n),
  costId: row.cost_id ?? '',
});
