import { quotaExhausted, quotaRestored } from '@clipcast/contracts';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import type { PublishTables } from '../database.ts';

/** Whose month is used up, from billing-service's facts. */
export const quotaStandings: ForeignProjection<PublishTables> = {
  name: 'quota-standings',
  source: 'billing',
  project: async (tx, event) => {
    const exhausted = isPublic(event, quotaExhausted);
    if (!exhausted && !isPublic(event, quotaRestored)) return;
    const { month, enforcement, spentUsd, reservedUsd, limitUsd } = event.data;
    const values = {
      exhausted,
      enforcement,
      spent_usd: spentUsd,
      reserved_usd: reservedUsd,
      limit_usd: limitUsd,
    };
    await tx
      .insertInto('quota_standing')
      .values({ profile_id: bareId(event.profileId), month, ...values })
      .onConflict((conflict) => conflict.columns(['profile_id', 'month']).doUpdateSet(values))
      .execute();
  },
};
