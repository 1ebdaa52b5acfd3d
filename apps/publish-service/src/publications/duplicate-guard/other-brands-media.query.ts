import { bareId, prefixed, type ProfileId } from '@clipcast/kernel';
import { sql, type Kysely } from 'kysely';
import type { PublishTables } from '../../database.ts';
import type { EarlierUse } from './duplicate-guard.ts';
import { claimedNotYetShown, useOf, type UseRow } from './media-use-rows.query.ts';

/**
 * The one question that crosses the border between brands: does any other one have this very content? It is asked by the
 * content's hash, which nobody can know who does not have the file, and only operators are told whose it is.
 */
export async function findAtOtherBrands(
  db: Kysely<PublishTables>,
  profileId: ProfileId,
  sha256: string,
): Promise<EarlierUse | undefined> {
  const { rows } = await sql<UseRow>`
    select profile_id, publication_id, integration_id, requested_at
      from posted_media
     where sha256 = ${sha256} and counts and profile_id <> ${bareId(profileId)}
     union all
    select profile_id, publication_id, integration_id, claimed_at
      from publication_claim as claim
     where sha256 = ${sha256} and profile_id <> ${bareId(profileId)} and ${claimedNotYetShown}
     order by requested_at, publication_id, integration_id
     limit 1`.execute(db);
  return rows[0] && useOf(rows[0], prefixed('prf', rows[0].profile_id));
}
