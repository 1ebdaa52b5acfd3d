import type { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { BillingTables, CostEntryRow } from '../../database.ts';
import type { CostFilter } from '../cost-filter.ts';
import { entriesIn } from '../entries-in.query.ts';

export interface EntryPlace {
  readonly incurredAt: Date;
  readonly position: bigint;
}

/** Up to `limit` entries, the newest first, after a place. */
export const entryPage = (
  door: TenantDoor<BillingTables>,
  profileId: ProfileId,
  filter: CostFilter,
  { limit, after }: { readonly limit: number; readonly after?: EntryPlace | undefined },
): Promise<CostEntryRow[]> =>
  entriesIn(door, profileId, filter)
    .selectAll()
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(incurred_at, position) < (${after?.incurredAt}::timestamptz, ${after?.position}::bigint)`,
      ),
    )
    .orderBy('incurred_at', 'desc')
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
