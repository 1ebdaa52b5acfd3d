import { sql, type Kysely } from 'kysely';

/**
 * Which clips use which files of the store. It is no projection: a file is held here before there is a fact about it, and
 * every later change is written in the transaction of its fact. Clips that were there before it have no row here.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table media_use (
      profile_id uuid not null,
      sha256 text not null,
      clip_id text not null,
      removable_from timestamptz,
      primary key (profile_id, sha256, clip_id)
    )`.execute(db);
  await sql`create index media_use_removable on media_use (removable_from) where removable_from is not null`.execute(
    db,
  );
}
