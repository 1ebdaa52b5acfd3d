import type { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import type { BillingTables } from '../database.ts';
import { NO_QUOTA, type Quota } from './quota.ts';

/** The newest quota that has come over from profile-service; a newer one may be on its way. */
export async function newestQuota(door: TenantDoor<BillingTables>, profileId: ProfileId): Promise<Quota> {
  const row = await door.of(profileId).selectFrom('quota').selectAll().executeTakeFirst();
  if (!row) return NO_QUOTA;
  const { limit_micros: limit, warn_at_percent: warnAtPercent, enforcement, version } = row;
  return { limit, warnAtPercent, enforcement, version };
}
