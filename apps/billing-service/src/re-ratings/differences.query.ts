import type { AppliedPrice } from '@clipcast/contracts';
import type { TenantDoor } from '@clipcast/event-store';
import type { Micros, ProfileId } from '@clipcast/kernel';
import type { BillingTables } from '../database.ts';
import { priceAt, type PriceBooks as Books } from '../prices/price-book.ts';
import type { PriceBooks } from '../prices/price-books.ts';
import { isBookable, rate } from '../prices/rating.ts';
import { nextProfileWithEntries, ratedEntries, type RatedEntry } from './rated-entries.query.ts';
import type { LeftOutEntries } from './left-out.ts';
import type { ReRatingTerms } from './re-ratings.ts';

const AT_A_TIME = 500;

/** An entry that would amount to something else by the price books of today. */
export interface Difference {
  readonly entry: RatedEntry;
  readonly price: AppliedPrice;
  readonly now: Micros;
}

/** A page of one profile's differences. */
export interface Differences {
  readonly profileId: ProfileId;
  readonly differences: readonly Difference[];
}

/**
 * Goes through the entries within the terms, profile by profile and page by page, and gives those that cost something else
 * by the books of the moment. Holds no more than a page at a time.
 * @param leftOut gets those that would cost more than can be written down, and those for which there is no price any more.
 */
export async function* differencesIn(
  door: TenantDoor<BillingTables>,
  prices: Pick<PriceBooks, 'of'>,
  terms: ReRatingTerms,
  leftOut: LeftOutEntries,
): AsyncGenerator<Differences> {
  for await (const profileId of profilesIn(door, terms)) {
    let after: RatedEntry | undefined;
    do {
      const page = await ratedEntries(door, profileId, terms, after, AT_A_TIME);
      const books = await prices.of(profileId);
      const differences: Difference[] = [];
      for (const entry of page) {
        const found = differenceOf(entry, books);
        if (typeof found === 'string') leftOut.add({ profileId, costId: entry.costId, code: found });
        else if (found) differences.push(found);
      }
      if (differences.length > 0) yield { profileId, differences };
      after = page.length === AT_A_TIME ? page.at(-1) : undefined;
    } while (after !== undefined);
  }
}

async function* profilesIn(
  door: TenantDoor<BillingTables>,
  { profileIds }: ReRatingTerms,
): AsyncGenerator<ProfileId> {
  if (profileIds !== null) {
    yield* profileIds;
    return;
  }
  let profileId = await nextProfileWithEntries(door, undefined);
  while (profileId !== undefined) {
    yield profileId;
    profileId = await nextProfileWithEntries(door, profileId);
  }
}

/** Null where nothing differs; or the code for which the entry stays as it is, also when its price was ended for its instant. */
function differenceOf(
  entry: RatedEntry,
  books: Books,
): Difference | 'price_unknown' | 'amount_too_large' | null {
  const price = priceAt(books, entry, entry.incurredAt);
  if (!price) return 'price_unknown';
  const now = rate(entry.quantity, price);
  if (now === entry.effective) return null;
  return isBookable(now) ? { entry, price, now } : 'amount_too_large';
}
