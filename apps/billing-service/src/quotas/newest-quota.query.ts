import type { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import type { Selectable } from 'kysely';
import type { BillingTables, QuotaTable } from '../database.ts';
import { NO_QUOTA, type Quota } from './quota.ts';

/** The newest quota that has come over from profile-service; a newer one may be on its way. */
export async function newestQuota(door: TenantDoor<BillingTables>, profileId: ProfileId): Promise<Quota> {
  const row = await door.of(profileId).selectFrom('quota').selectAll().executeTakeFirst();
  return row ? quotaIn(row) : NO_QUOTA;
}

/**
 * The quota that was the newest at an instant, by profile-service's clock. This service learns of it a moment later, so who
 * asks has to wait first until everything has come over; then the same question has the same answer for ever.
 */
export async function quotaAt(
  door: TenantDoor<BillingTables>,
  profileId: ProfileId,
  at: Date,
): Promise<Quota> {
  const row = await door
    .of(profileId)
    .selectFrom('quota_history')
    .selectAll()
    .where('recorded_at', '<=', at)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? quotaIn(row) : NO_QUOTA;
}

const quotaIn = ({
  limit_micros: limit,
  warn_at_percent: warnAtPercent,
  also_tell_at_percent: alsoTellAtPercent,
  enforcement,
  version,
}: Selectable<QuotaTable>): Quota => ({ limit, warnAtPercent, alsoTellAtPercent, enforcement, version });
