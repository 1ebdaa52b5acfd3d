import type { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import type { BillingTables } from '../../database.ts';
import type { CostRange } from './costs-query.ts';

/** A query over a profile's entries within a range. */
export const entriesIn = (door: TenantDoor<BillingTables>, profileId: ProfileId, { from, to }: CostRange) =>
  door
    .of(profileId)
    .selectFrom('cost_entry')
    .$if(from !== undefined, (query) => query.where('incurred_at', '>=', from ?? null))
    .$if(to !== undefined, (query) => query.where('incurred_at', '<', to ?? null));
