import type { CommandContext } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { isSameDecimal } from '../decimal.ts';
import { priceBook, priceInForce, type Price, type PriceBookState, type PriceSet } from '../price-book.ts';
import type { NewPrice } from '../price-input.ts';
import type { PricesView } from '../price-view.ts';

/** Puts prices into the book of a profile, or of everybody (`FLEET`). */
export class SetPrices extends Command<PricesView> {
  constructor(
    readonly owner: ProfileId,
    readonly prices: readonly NewPrice[],
    readonly context: CommandContext,
    readonly expectedVersion: number | undefined,
  ) {
    super();
  }
}

/**
 * A price that is in force already at its instant is no news. The earliest come first: what an earlier one of the same
 * call changes may be what a later one has to put right.
 */
export function setPrices(prices: readonly Price[], state: PriceBookState): PriceSet[] {
  const facts: PriceSet[] = [];
  let book = state;
  for (const price of prices.toSorted((one, other) => fromMs(one) - fromMs(other))) {
    const current = priceInForce(book, price, fromMs(price));
    if (current && isSamePrice(current, price)) continue;
    const fact: PriceSet = { type: 'PriceSet', data: price };
    facts.push(fact);
    book = priceBook.evolve(book, fact);
  }
  return facts;
}

const fromMs = ({ effectiveFrom }: Price): number => Date.parse(effectiveFrom);

const isSamePrice = (one: Price, other: Price): boolean =>
  isSameDecimal(one.unitPriceUsd, other.unitPriceUsd) && isSameDecimal(one.per, other.per);
