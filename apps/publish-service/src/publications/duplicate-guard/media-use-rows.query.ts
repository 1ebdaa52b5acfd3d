import type { ProfileId, PublicationId, Uuid } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { EarlierUse } from './duplicate-guard.ts';

export interface UseRow {
  readonly profile_id: Uuid;
  readonly publication_id: PublicationId;
  readonly integration_id: string;
  readonly requested_at: Date;
}

export const useOf = (row: UseRow, profileId: ProfileId): EarlierUse => ({
  profileId,
  publicationId: row.publication_id,
  integrationId: row.integration_id,
  requestedAt: row.requested_at,
});

/** A claim bridges the time until the read model has its fact; from then on the read model alone says what counts. */
export const claimedNotYetShown = sql`not exists (
  select from posted_media as shown
   where shown.profile_id = claim.profile_id and shown.publication_id = claim.publication_id
     and shown.integration_id = claim.integration_id and shown.version >= claim.version)`;
