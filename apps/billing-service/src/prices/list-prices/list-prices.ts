import type { ProfileId } from '@clipcast/kernel';
import { Query } from '@nestjs/cqrs';
import { findPrice, priceKeyText, pricesIn, type PriceBooks, type PriceKey } from '../price-book.ts';
import { priceView, type PricesView, type PriceView } from '../price-view.ts';

/** Which prices are asked for; what is undefined leaves nothing out. */
export interface PriceFilter {
  readonly provider: string | undefined;
  readonly model: string | undefined;
}

/** The prices that count for a profile, or for everybody (`FLEET`). */
export class ListPrices extends Query<PricesView> {
  constructor(
    readonly owner: ProfileId,
    readonly filter: PriceFilter,
    /** Undefined is now; `history` shows every version of every price, those to come included. */
    readonly at: Date | 'history' | undefined,
  ) {
    super();
  }
}

/** What each thing costs at an instant that has a price then: of two books the price that counts. */
export function pricesAt(books: PriceBooks, filter: PriceFilter, at: Date): PriceView[] {
  const keys = new Map(versionsIn(books, filter).map(({ price }) => [priceKeyText(price), price]));
  return [...keys.values()].flatMap((key) => {
    const found = findPrice(books, key, at);
    return found ? [priceView(books, found, key)] : [];
  });
}

/** Every price that was ever set, the newest of each thing first. */
export const priceHistory = (books: PriceBooks, filter: PriceFilter): PriceView[] =>
  versionsIn(books, filter).map((found) => priceView(books, found, found.price));

const versionsIn = (books: PriceBooks, { provider, model }: PriceFilter) =>
  (['profile', 'fleet'] as const)
    .flatMap((book) => pricesIn(books[book]).map((price) => ({ book, price })))
    .filter(
      ({ price }) =>
        (provider === undefined || price.provider === provider) &&
        (model === undefined || price.model === model),
    )
    .toSorted((one, other) => compareKeys(one.price, other.price));

/** By name, byte for byte, so that the order is the same everywhere; plans before the price of whoever has none. */
function compareKeys(one: PriceKey, other: PriceKey): number {
  const [a, b] = [priceKeyText(one), priceKeyText(other)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
