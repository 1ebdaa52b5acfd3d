import { sql, type Kysely } from 'kysely';

/**
 * What workers learn of each Postiz while they call it: what it still takes in this hour, and which version's ways it has.
 * Neither is told by facts, and either is learnt again when it is lost. The owner is a profile, or the nil UUID for the
 * default connection.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table call_budget (
      profile_id uuid not null,
      api_url text not null,
      endpoint text not null,
      version int not null,
      state jsonb not null,
      primary key (profile_id, api_url, endpoint)
    )`.execute(db);
  await sql`
    create table postiz_traits (
      profile_id uuid not null,
      api_url text not null,
      traits jsonb not null,
      primary key (profile_id, api_url)
    )`.execute(db);
}
