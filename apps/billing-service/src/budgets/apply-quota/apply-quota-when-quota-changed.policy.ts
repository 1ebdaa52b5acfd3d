import { quotaChanged } from '@clipcast/contracts';
import { isPublic, type Policy } from '@clipcast/messaging';
import { quotaOf } from '../../quotas/quota.ts';
import type { ApplyQuotaHandler } from './apply-quota.handler.ts';
import { ApplyQuota } from './apply-quota.ts';

/**
 * A changed quota counts at once. It comes from the event itself and not from the `quota` table, which another
 * subscription keeps and which may be behind or ahead.
 */
export const applyQuotaWhenQuotaChanged = (handler: () => ApplyQuotaHandler): Policy => ({
  name: 'apply-quota-when-quota-changed',
  source: 'profile',
  react: async (event, context) => {
    if (!isPublic(event, quotaChanged)) return;
    await handler().execute(
      new ApplyQuota(event.profileId, quotaOf(event.data, event.streamVersion), context),
    );
  },
});
