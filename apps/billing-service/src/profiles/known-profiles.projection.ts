import { profileRegistered } from '@clipcast/contracts';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import type { BillingTables } from '../database.ts';

/** Which profiles there are, from profile-service's facts. */
export const knownProfiles: ForeignProjection<BillingTables> = {
  name: 'known-profiles',
  source: 'profile',
  project: async (tx, event) => {
    if (!isPublic(event, profileRegistered)) return;
    await tx
      .insertInto('known_profile')
      .values({ profile_id: bareId(event.profileId) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
};
