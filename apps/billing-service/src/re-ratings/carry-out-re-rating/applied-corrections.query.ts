import type { CostRecorded } from '@clipcast/contracts';
import type { TenantDoor } from '@clipcast/event-store';
import { prefixed, type CostId, type ProfileId, type ReRatingId, type Uuid } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { BillingTables } from '../../database.ts';

/** A correction as it was booked. */
export interface AppliedCorrection {
  readonly profileId: ProfileId;
  readonly entry: CostRecorded['data'];
}

/** The corrections of a re-rating, page by page, in the order of profiles and entries. */
export async function* appliedCorrections(
  door: TenantDoor<BillingTables>,
  reRatingId: ReRatingId,
  limit: number,
): AsyncGenerator<readonly AppliedCorrection[]> {
  let after: readonly [Uuid, CostId] | undefined;
  do {
    const rows = await door.ofEveryProfile
      .selectFrom('re_rating_entry')
      .select(['profile_id', 'cost_id', 'entry'])
      .where('re_rating_id', '=', reRatingId)
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(profile_id, cost_id) > (${after?.[0]}::uuid, ${after?.[1]})`),
      )
      .orderBy('profile_id')
      .orderBy('cost_id')
      .limit(limit)
      .execute();
    yield rows.map(({ profile_id, entry }) => ({ profileId: prefixed('prf', profile_id), entry }));
    const last = rows.length === limit ? rows.at(-1) : undefined;
    after = last && [last.profile_id, last.cost_id];
  } while (after !== undefined);
}
