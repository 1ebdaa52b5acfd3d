import type { TenantDoor } from '@clipcast/event-store';
import { bareId, type ProfileId } from '@clipcast/kernel';
import type { BillingTables } from '../database.ts';
import type { PriceBooks } from '../prices/price-books.ts';
import { differencesIn } from './differences.query.ts';
import type { LeftOutEntries } from './left-out.ts';
import type { ProfileSum } from './re-rating-view.ts';
import type { ReRatingTerms } from './re-ratings.ts';

/** What entries amount to and would amount to, for each profile that has any that differ. */
export async function differenceSums(
  door: TenantDoor<BillingTables>,
  prices: Pick<PriceBooks, 'of'>,
  terms: ReRatingTerms,
  leftOut: LeftOutEntries,
): Promise<ProfileSum[]> {
  const sums = new Map<ProfileId, ProfileSum>();
  for await (const { profileId, differences } of differencesIn(door, prices, terms, leftOut)) {
    const before = sums.get(profileId) ?? { profileId: bareId(profileId), entries: 0, old: 0n, now: 0n };
    sums.set(profileId, {
      ...before,
      entries: before.entries + differences.length,
      old: differences.reduce((sum, { entry }) => sum + entry.effective, before.old),
      now: differences.reduce((sum, { now }) => sum + now, before.now),
    });
  }
  return [...sums.values()];
}
