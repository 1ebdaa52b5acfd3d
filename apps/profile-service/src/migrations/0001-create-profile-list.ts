import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table profile (
      profile_id uuid primary key,
      name text not null,
      slug text not null,
      connected boolean not null,
      position bigint not null unique
    )`.execute(db);
}
