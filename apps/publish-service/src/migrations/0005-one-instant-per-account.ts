import { sql, type Kysely } from 'kysely';

/**
 * A post is found by its instant and its account, and an account can stand behind two profiles: one Postiz for both, or the
 * default connection. So an instant is one profile's alone. What two have taken already stays with the first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from publish_instant as later using publish_instant as first
     where later.integration_id = first.integration_id and later.publish_at = first.publish_at
       and later.profile_id > first.profile_id`.execute(db);
  await sql`alter table publish_instant drop constraint publish_instant_pkey`.execute(db);
  await sql`alter table publish_instant add primary key (integration_id, publish_at)`.execute(db);
}
