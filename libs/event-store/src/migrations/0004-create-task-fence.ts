import { sql, type Kysely } from 'kysely';

/**
 * Where every lease of every task table gets its fence. Outside of the tables, so that it goes on rising when a table is
 * built anew or switched.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create sequence task_fence`.execute(db);
}
