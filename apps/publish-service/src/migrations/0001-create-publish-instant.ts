import { sql, type Kysely } from 'kysely';

/** Taken by workers before anything is sent, so it is no projection: facts do not tell what is taken and not yet used. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table publish_instant (
      profile_id uuid not null,
      integration_id text not null,
      publish_at timestamptz not null,
      primary key (profile_id, integration_id, publish_at)
    )`.execute(db);
}
