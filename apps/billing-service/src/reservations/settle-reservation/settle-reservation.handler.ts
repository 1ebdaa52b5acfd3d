import { formatUsd } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import type { ReservationRow } from '../../database.ts';
import type { PriceBooks as Books } from '../../prices/price-book.ts';
import { PriceBooks } from '../../prices/price-books.ts';
import { factOf } from '../fact-of.ts';
import { ReservationDesk } from '../reservation-desk.ts';
import type { SettledReservation } from '../reservation-view.ts';
import { amountOfUse, SettleReservation, settleReservation, type RealUse } from './settle-reservation.ts';

@CommandHandler(SettleReservation)
export class SettleReservationHandler implements ICommandHandler<SettleReservation> {
  constructor(
    private readonly desk: ReservationDesk,
    private readonly prices: PriceBooks,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute(command: SettleReservation) {
    const { use, profileId } = command;
    // An amount needs no price; only then is anything read.
    const books = use.amountUsd === null ? await this.prices.of(profileId) : null;
    const now = await this.clock.now();
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
      again: (row) => (isSettledWith(row, use, books, now) ? settledAs(row) : undefined),
    });
  }
}

/** Who settles with the same amount again has missed the answer, and gets it. */
const isSettledWith = (row: ReservationRow, use: RealUse, books: Books | null, now: Date): boolean =>
  row.status === 'settled' && row.spent_micros === amountOfUse(use, row, books, now).amount;

const settledAs = (row: ReservationRow): SettledReservation => ({
  id: row.reservation_id,
  month: row.month,
  status: 'settled',
  heldUsd: formatUsd(row.amount_micros),
  spentUsd: formatUsd(row.spent_micros ?? 0n),
  overrunUsd: formatUsd(row.overrun_micros ?? 0n),
  costId: row.cost_id ?? '',
});
