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

/** A price from an instant on, until another one for the same comes into force, or it is ended. */
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

/** From an instant on the book has no price for it any more, until another one is set. */
export interface End extends PriceKey {
  /** RFC 3339, UTC. */
  readonly effectiveFrom: string;
}

/** A price of a book that goes before others was ended: those count again. Nothing that was rated by it changes. */
export type PriceEnded = DomainEvent<'PriceEnded', End>;

export type PriceBookEvent = PriceSet | PriceEnded;

interface Versioned {
  readonly version: number;
  /** `effectiveFrom` in milliseconds since 1970: it is compared for every usage that is rated. */
  readonly fromMs: number;
}

/** A price with its version. */
export interface VersionedPrice extends Price, Versioned {}

/** An end with its version. */
interface VersionedEnd extends End, Versioned {
  readonly unitPriceUsd: null;
}

type Terms = VersionedPrice | VersionedEnd;

export interface PriceBookState {
  /** How often it was changed. */
  readonly version: number;
  /** By what they are for; of each the latest to come into force first, and of one instant the last that was set. */
  readonly terms: Map<string, readonly Terms[]>;
}

/** All prices of everybody, or those that one profile has of its own. */
export const priceBook: Aggregate<PriceBookState, PriceBookEvent> = {
  streamType: 'price-book',
  initialState: { version: 0, terms: Map() },
  eventTypes: { PriceSet: true, PriceEnded: true },
  evolve({ version, terms }, event): PriceBookState {
    const place = { version: version + 1, fromMs: Date.parse(event.data.effectiveFrom) };
    const one: Terms =
      event.type === 'PriceSet'
        ? { ...event.data, ...place }
        : { ...event.data, ...place, unitPriceUsd: null };
    return {
      version: place.version,
      terms: terms.update(priceKeyText(one), [], (others) => [one, ...others].toSorted(newestFirst)),
    };
  },
};

const isPrice = (one: Terms): one is VersionedPrice => one.unitPriceUsd !== null;

/** One text for what a price is for. */
export const priceKeyText = ({ provider, model, unit, plan }: PriceKey): string =>
  JSON.stringify([provider, model, unit, plan]);

const newestFirst = (one: Versioned, other: Versioned): number =>
  other.fromMs - one.fromMs || other.version - one.version;

/** The book of a profile, or of everybody (kernel's `FLEET`). */
export const priceBookStream = (owner: ProfileId): StreamRef => ({
  profileId: owner,
  type: priceBook.streamType,
  id: derivedId('price-book', bareId(owner)),
});

/** What one book has for exactly this, at an instant; undefined before the first price, and after an end. */
export function priceInForce(
  { terms }: PriceBookState,
  key: PriceKey,
  atMs: number,
): VersionedPrice | undefined {
  const last = terms.get(priceKeyText(key))?.find(({ fromMs }) => fromMs <= atMs);
  return last && isPrice(last) ? last : undefined;
}

/** Every price that one book ever had. */
export const pricesIn = ({ terms }: PriceBookState): VersionedPrice[] =>
  [...terms.values()].flatMap((ofKey) => ofKey.filter(isPrice));

/** When a price of a book ends; null when it does not, or goes on until another one for the same. */
export function endOf({ terms }: PriceBookState, price: VersionedPrice): string | null {
  const ofKey = terms.get(priceKeyText(price)) ?? [];
  const next = ofKey[ofKey.findIndex(({ version }) => version === price.version) - 1];
  return next && !isPrice(next) ? next.effectiveFrom : null;
}

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
