import { bareId, type ProfileId } from '@clipcast/kernel';
import { sql, type Kysely } from 'kysely';
import type { PublishTables } from '../../database.ts';
import { publication } from '../publication.ts';
import {
  DuplicateGuard,
  MayHaveEndedError,
  usedElsewhere,
  usedHere,
  type AppendTransaction,
  type ClaimTerms,
  type EarlierUse,
  type MediaClaim,
} from './duplicate-guard.ts';
import { claimedNotYetShown, useOf, type UseRow } from './media-use-rows.query.ts';
import { findAtOtherBrands } from './other-brands-media.query.ts';

/** The first of PostgreSQL's two lock numbers; leaderships use the space of the single ones. */
const LOCKS = 1_735_289_703;
const DROPPED_AT_ONCE_MAX = 200;

/**
 * The guard in PostgreSQL. What counts is a read model, which is a moment behind; a claim beside the facts bridges that
 * moment, and a lock on the content, held until the facts are in the log, makes one request wait for the other.
 */
export class MediaClaims extends DuplicateGuard {
  constructor(
    private readonly db: Kysely<PublishTables>,
    caughtUp: () => Promise<void>,
  ) {
    super(caughtUp);
  }

  async claim(tx: AppendTransaction, claim: MediaClaim, { isAllowed, isLevel }: ClaimTerms): Promise<void> {
    const db = tx as unknown as Kysely<PublishTables>;
    await sql`select pg_advisory_xact_lock(${LOCKS}::int, hashtext(${claim.sha256}))`.execute(db);
    if (!isAllowed) {
      const here = await findHere(db, claim);
      const elsewhere = here ? undefined : await findAtOtherBrands(db, claim.profileId, claim.sha256);
      if ((here ?? elsewhere) && !isLevel) throw new MayHaveEndedError();
      if (here) throw usedHere(here);
      if (elsewhere) throw usedElsewhere(claim);
    }
    await writeDown(db, claim);
  }

  findOther(profileId: ProfileId, sha256: string): Promise<EarlierUse | undefined> {
    return findAtOtherBrands(this.db, profileId, sha256);
  }
}

async function findHere(
  db: Kysely<PublishTables>,
  { profileId, publicationId, sha256, integrationIds }: MediaClaim,
): Promise<EarlierUse | undefined> {
  const isSame = sql`profile_id = ${bareId(profileId)} and sha256 = ${sha256}
       and integration_id = any(${[...integrationIds]}::text[]) and publication_id <> ${publicationId}`;
  const { rows } = await sql<UseRow>`
    select profile_id, publication_id, integration_id, requested_at
      from posted_media
     where ${isSame} and counts
     union all
    select profile_id, publication_id, integration_id, claimed_at
      from publication_claim as claim
     where ${isSame} and ${claimedNotYetShown}
     order by requested_at, publication_id, integration_id
     limit 1`.execute(db);
  return rows[0] && useOf(rows[0], profileId);
}

/**
 * With the version its fact will have: the append is refused unless the stream is then as it is now. What is older than an
 * hour goes in the same breath, because the read model has long shown it; what another request is just dropping is left to it.
 */
async function writeDown(
  db: Kysely<PublishTables>,
  { profileId, publicationId, sha256, integrationIds }: MediaClaim,
): Promise<void> {
  const profile = bareId(profileId);
  await sql`
    with old as (
      delete from publication_claim
       where (profile_id, publication_id, integration_id) in (
         select profile_id, publication_id, integration_id from publication_claim
          where claimed_at < now() - interval '1 hour' and publication_id <> ${publicationId}
          limit ${DROPPED_AT_ONCE_MAX} for update skip locked)
    )
    insert into publication_claim (profile_id, publication_id, integration_id, sha256, version)
    select ${profile}, ${publicationId}, integration_id, ${sha256}, 1 + coalesce((
             select max(version) from events
              where log_id = 1 and profile_id = ${profile} and stream_type = ${publication.streamType}
                and stream_id = ${bareId(publicationId)}), 0)
      from unnest(${[...integrationIds]}::text[]) as integration_id
        on conflict (profile_id, publication_id, integration_id)
        do update set version = excluded.version, claimed_at = excluded.claimed_at`.execute(db);
}
