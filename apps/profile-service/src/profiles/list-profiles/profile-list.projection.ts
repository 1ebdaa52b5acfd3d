import type { ProfileRegistered, ProfileRenamed } from '@clipcast/contracts';
import { isEvent, type Projection } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import type { ProfileTables } from '../../database.ts';

/** All profiles, for an operator who looks for one. */
export const profileList: Projection<ProfileTables> = {
  name: 'profile-list',
  apply: async (tx, events) => {
    for (const event of events) {
      const profileId = bareId(event.profileId);
      if (isEvent<ProfileRegistered>(event, 'ProfileRegistered')) {
        const row = { ...event.data, profile_id: profileId, connected: false, position: event.position };
        await tx
          .insertInto('profile')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      } else if (isEvent<ProfileRenamed>(event, 'ProfileRenamed')) {
        await tx
          .updateTable('profile')
          .set({ name: event.data.name })
          .where('profile_id', '=', profileId)
          .execute();
      } else if (event.type === 'CredentialsUpdated' || event.type === 'CredentialsRemoved') {
        const connected = event.type === 'CredentialsUpdated';
        await tx.updateTable('profile').set({ connected }).where('profile_id', '=', profileId).execute();
      }
    }
  },
};
