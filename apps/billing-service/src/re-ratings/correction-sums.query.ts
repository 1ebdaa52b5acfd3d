import type { TenantDoor } from '@clipcast/event-store';
import type { ReRatingId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { BillingTables } from '../database.ts';
import type { ProfileSum } from './re-rating-view.ts';

/** What a re-rating has changed so far, for each profile. */
export function correctionSums(
  door: TenantDoor<BillingTables>,
  reRatingId: ReRatingId,
): Promise<ProfileSum[]> {
  return door.ofEveryProfile
    .selectFrom('re_rating_entry')
    .select([
      'profile_id as profileId',
      sql<number>`count(*)::int`.as('entries'),
      sql<bigint>`sum(old_micros)::bigint`.as('old'),
      sql<bigint>`sum(new_micros)::bigint`.as('now'),
    ])
    .where('re_rating_id', '=', reRatingId)
    .groupBy('profile_id')
    .orderBy('profile_id')
    .execute();
}
