import type { CommandContext } from '@clipcast/event-store';
import {
  bareId,
  derivedId,
  formatUsd,
  parseUsd,
  prefixed,
  type CostId,
  type ProfileId,
  type ReservationId,
} from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { BudgetDraft } from '../../budgets/budget-draft.ts';
import type { BudgetEvent, BudgetState } from '../../budgets/budget.ts';
import type { Hold, ReservedUsage } from '../../budgets/holds.ts';
import { endOf, startOf, type Month } from '../../budgets/month.ts';
import type { PriceBooks } from '../../prices/price-book.ts';
import { priceUnknown, rateUsage } from '../../prices/price-books.ts';
import { rate } from '../../prices/rating.ts';
import { ownId } from '../../own-ids.ts';
import { openHold } from '../open-hold.ts';
import type { SettledReservation } from '../reservation-view.ts';

/** What was really spent: an amount, or a usage that has a price, or an amount with the usage it stands for. */
export interface RealUse {
  readonly amountUsd: string | null;
  readonly usage: ReservedUsage | null;
  readonly source: Readonly<Record<string, string>>;
}

/** Books what was spent of a reservation and frees the rest. */
export class SettleReservation extends Command<SettledReservation> {
  constructor(
    readonly profileId: ProfileId,
    readonly reservationId: ReservationId,
    readonly use: RealUse,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The entry that settles a reservation: one for ever, because a reservation ends once, and nobody reports a cost under such an id. */
export const settlementCostId = (id: ReservationId): CostId =>
  prefixed('cst', ownId(derivedId('settlement', bareId(id))));

export interface Settlement {
  readonly month: Month;
  readonly reservationId: ReservationId;
  /** Time of the database. */
  readonly now: Date;
  readonly use: RealUse;
  /** For a usage of something else than was reserved; null when nothing has to be rated. */
  readonly books: PriceBooks | null;
}

/** Entries of which nobody said what they were for. */
const UNSPECIFIED: ReservedUsage = {
  provider: 'unspecified',
  model: 'unspecified',
  plan: null,
  quantity: '1',
  unit: 'call',
};

/**
 * What a use amounts to. An amount is the truth, and the usage beside it only describes it. A usage of what was reserved costs
 * what it cost when it was reserved; anything else its price now.
 * @throws {DomainError} `price_unknown`
 */
function amountOfUse(
  { amountUsd, usage }: RealUse,
  hold: Pick<Hold, 'usage' | 'price'>,
  books: PriceBooks | null,
  now: Date,
): Pick<Hold, 'amount' | 'price'> {
  if (amountUsd !== null) return { amount: parseUsd(amountUsd), price: null };
  if (usage === null) throw new Error('A settlement needs an amount or a usage.');
  if (hold.price !== null && hold.usage !== null && isSameKind(usage, hold.usage))
    return { amount: rate(usage.quantity, hold.price), price: hold.price };
  const rating = books && rateUsage(books, usage, now);
  if (!rating) throw priceUnknown(usage);
  return { amount: rating.micros, price: rating.price };
}

/** Whether two usages are of the same thing, however much of it. */
export const isSameKind = (
  one: Omit<ReservedUsage, 'quantity'>,
  other: Omit<ReservedUsage, 'quantity'>,
): boolean =>
  one.provider === other.provider &&
  one.model === other.model &&
  one.unit === other.unit &&
  one.plan === other.plan;

/**
 * Books the truth, also when it is more than was held: the overrun is told, and blocks what is asked for later. A
 * reservation of a month that is over is settled in that month, as its last instant's cost.
 * @throws {DomainError} `reservation_expired`, `price_unknown`, `amount_too_large`, or that it is not open in this month.
 */
export function settleReservation(settlement: Settlement, state: BudgetState): BudgetEvent[] {
  const { month, reservationId, now, use, books } = settlement;
  const hold = openHold(state, reservationId, now);
  const { amount, price } = amountOfUse(use, hold, books, now);
  const costId = settlementCostId(reservationId);
  const draft = new BudgetDraft(month, state);
  const overrun = amount > hold.amount ? amount - hold.amount : 0n;
  draft.add({
    type: 'ReservationSettled',
    data: {
      ...draft.standing({ spent: amount, reserved: -hold.amount }),
      reservationId,
      amountUsd: formatUsd(amount),
      costId,
      heldUsd: formatUsd(hold.amount),
      overrunUsd: formatUsd(overrun),
    },
  });
  draft.record({
    costId,
    ...(use.usage ?? hold.usage ?? UNSPECIFIED),
    amountUsd: formatUsd(amount),
    incurredAt: within(month, now).toISOString(),
    source: use.source,
    price,
    corrects: null,
    appliesTo: null,
    reservationId,
    accessKeyId: hold.accessKeyId,
  });
  return draft.facts();
}

/** Every entry was incurred in the month in which it is booked. */
const within = (month: Month, now: Date): Date =>
  new Date(Math.max(startOf(month).getTime(), Math.min(now.getTime(), endOf(month).getTime() - 1)));
