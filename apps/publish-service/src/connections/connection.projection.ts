import { credentialsRemoved, credentialsUpdated } from '@clipcast/contracts';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import type { PublishTables } from '../database.ts';

/** Every connection a profile ever had, from profile-service's facts. A removal takes the sealed keys with it. */
export const connections: ForeignProjection<PublishTables> = {
  name: 'connections',
  source: 'profile',
  project: async (tx, event) => {
    const profileId = bareId(event.profileId);
    if (isPublic(event, credentialsUpdated)) {
      const { connectionVersion, apiUrl, sealedApiKey, enabled } = event.data;
      const values = { api_url: apiUrl, sealed_api_key: sealedApiKey, enabled };
      await tx
        .insertInto('connection')
        .values({ profile_id: profileId, connection_version: connectionVersion, removed: false, ...values })
        .onConflict((conflict) => conflict.columns(['profile_id', 'connection_version']).doNothing())
        .execute();
    } else if (isPublic(event, credentialsRemoved)) {
      await tx
        .updateTable('connection')
        .set({ removed: true, enabled: false, sealed_api_key: '' })
        .where('profile_id', '=', profileId)
        .where('connection_version', '<=', event.data.connectionVersion)
        .execute();
    }
  },
};
