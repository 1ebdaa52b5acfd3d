import { quotaChanged } from '@clipcast/contracts';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import type { BillingTables } from '../database.ts';
import { quotaOf } from './quota.ts';

/** The newest quota of each profile, from profile-service's facts: what a month that begins counts against. */
export const quotas: ForeignProjection<BillingTables> = {
  name: 'quotas',
  source: 'profile',
  project: async (tx, event) => {
    if (!isPublic(event, quotaChanged)) return;
    const { limit, warnAtPercent, enforcement, version } = quotaOf(event.data, event.streamVersion);
    const values = { limit_micros: limit, warn_at_percent: warnAtPercent, enforcement, version };
    await tx
      .insertInto('quota')
      .values({ profile_id: bareId(event.profileId), ...values })
      .onConflict((conflict) =>
        conflict.column('profile_id').doUpdateSet(values).whereRef('quota.version', '<', 'excluded.version'),
      )
      .execute();
  },
};
