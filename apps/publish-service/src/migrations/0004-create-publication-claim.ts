import { sql, type Kysely } from 'kysely';

/**
 * Media that was taken a moment ago for an account. Written beside the facts and dropped after an hour: it bridges the time
 * until the read model of what is posted shows them, so it is no projection.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table publication_claim (
      profile_id uuid not null,
      publication_id text not null,
      integration_id text not null,
      sha256 text not null,
      version int not null,
      claimed_at timestamptz not null default now(),
      primary key (profile_id, publication_id, integration_id)
    )`.execute(db);
  await sql`create index publication_claim_by_content on publication_claim (sha256)`.execute(db);
  await sql`create index publication_claim_by_age on publication_claim (claimed_at)`.execute(db);
}
