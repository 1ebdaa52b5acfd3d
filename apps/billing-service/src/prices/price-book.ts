import type { AppliedPrice } from '@clipcast/contracts';
import type { Aggregate, DomainEvent, StreamRef } from '@clipcast/event-store';
import { bareId, derivedId, type ProfileId } from '@clipcast/kernel';
import { Map } from 'immutable';

/** What a price is for. */
export interface PriceKey {
  readonly provider: string;
  readonly model: string;
  readonly unit: string;
  /** Null is the price for everybody who has no price of the plan. */
  readonly plan: string | null;
}

/** A price from an instant on, until another one for the same comes into force. */
export interface Price extends PriceKey {
  /** So many USD for `per` units; a decimal with at most twelve decimals. "0" is free. */
  readonly unitPriceUsd: string;
  /** A decimal, above zero: "1000000" for a price per million. */
  readonly per: string;
  /** RFC 3339, UTC. */
  readonly effectiveFrom: string;
}

/** A price was set. Its stream version is the version of the price. */
export type PriceSet = DomainEvent<'PriceSet', Price>;

/** A price with its version. */
export interface VersionedPrice extends Price {
  readonly version: number;
  /** `effectiveFrom` in milliseconds since 1970: it is compared for every usage that is rated. */
  readonly fromMs: number;
}

export interface PriceBookState {
  /** How many prices were ever set. */
  readonly version: number;
  /** By what they are for; of each the latest to come into force first, and of one instant the last that was set. */
  readonly prices: Map<string, readonly VersionedPrice[]>;
}

/** All prices of everybody, or those that one profile has of its own. */
export const priceBook: Aggregate<PriceBookState, PriceSet> = {
  streamType: 'price-book',
  initialState: { version: 0, prices: Map() },
  eventTypes: { PriceSet: true },
  evolve({ version, prices }, { data }): PriceBookState {
    const price = { ...data, version: version + 1, fromMs: Date.parse(data.effectiveFrom) };
    return {
      version: price.version,
      prices: prices.update(priceKeyText(data), [], (others) => [price, ...others].toSorted(newestFirst)),
    };
  },
};

/** One text for what a price is for. */
export const priceKeyText = ({ provider, model, unit, plan }: PriceKey): string =>
  JSON.stringify([provider, model, unit, plan]);

const newestFirst = (one: VersionedPrice, other: VersionedPrice): number =>
  other.fromMs - one.fromMs || other.version - one.version;

/** The book of a profile, or of everybody (kernel's `FLEET`). */
export const priceBookStream = (owner: ProfileId): StreamRef => ({
  profileId: owner,
  type: priceBook.streamType,
  id: derivedId('price-book', bareId(owner)),
});

/** What one book has for exactly this, at an instant. */
export const priceInForce = (
  { prices }: PriceBookState,
  key: PriceKey,
  atMs: number,
): VersionedPrice | undefined => prices.get(priceKeyText(key))?.find(({ fromMs }) => fromMs <= atMs);

/** The books that count for a profile: its own, then everybody's. */
export interface PriceBooks {
  readonly profile: PriceBookState;
  readonly fleet: PriceBookState;
}

/** A price, and whose it is. */
export interface FoundPrice {
  readonly book: AppliedPrice['book'];
  readonly price: VersionedPrice;
}

/**
 * The price in force at an instant: the profile's own before everybody's, and in each book the plan's before the general
 * one. Undefined when there is none.
 */
export function findPrice(books: PriceBooks, key: PriceKey, at: Date): FoundPrice | undefined {
  for (const book of ['profile', 'fleet'] as const) {
    for (const plan of key.plan === null ? [null] : [key.plan, null]) {
      const price = priceInForce(books[book], { ...key, plan }, at.getTime());
      if (price) return { book, price };
    }
  }
  return undefined;
}

/** The same as an entry keeps it, so that it can be checked by itself. */
export function priceAt(books: PriceBooks, key: PriceKey, at: Date): AppliedPrice | undefined {
  const found = findPrice(books, key, at);
  if (!found) return undefined;
  const { version, unitPriceUsd, per } = found.price;
  return { book: found.book, version, unitPriceUsd, per };
}
