import type { Uuid } from '@clipcast/kernel';
import { sql, type QueryExecutorProvider } from 'kysely';
import { freeAtByTime } from './task-table.ts';

/** So many profiles are considered in one claim at the most. */
export const PROFILES_MAX = 256;

/** Before every profile. */
export const NOBODY: Uuid = '00000000-0000-0000-0000-000000000000';

/** The profiles of the tasks that have been free for longest; all there are when `isAll`. */
export interface Waiting {
  readonly profiles: ReadonlySet<Uuid>;
  readonly isAll: boolean;
}

/** Looks at the first free tasks of all, of whatever profile: one step in an index where there are none. */
export async function longestWaiting(db: QueryExecutorProvider, table: string): Promise<Waiting> {
  const { rows } = await longestWaitingQuery(table).execute(db);
  return { profiles: new Set(rows.map((row) => row.profile_id)), isAll: rows.length < PROFILES_MAX };
}

/** Profiles with tasks, free or not, in a ring that begins behind `after`: one step in an index for each of them. */
export async function profilesBehind(db: QueryExecutorProvider, table: string, after: Uuid): Promise<Uuid[]> {
  const { rows } = await profilesBehindQuery(table, after).execute(db);
  return rows.map((row) => row.profile_id);
}

// The time of the statement is the database's, the same for every row, and an index can look for it; clock_timestamp()
// is another one for each row, so that every row would have to be asked.
export const longestWaitingQuery = (table: string) => sql<{ profile_id: Uuid }>`
  select profile_id from ${sql.table(table)}
   where ${freeAtByTime()} <= statement_timestamp() order by ${freeAtByTime()} limit ${PROFILES_MAX}`;

/** PostgreSQL takes no further step than is asked for, and `union` ends the walk where it began. */
export const profilesBehindQuery = (table: string, after: Uuid) => {
  const next = (of: unknown) => sql`coalesce(
    (select profile_id from ${sql.table(table)} where profile_id > ${of} order by profile_id limit 1),
    (select profile_id from ${sql.table(table)} order by profile_id limit 1))`;
  return sql<{ profile_id: Uuid }>`
    with recursive ring (profile_id) as (
      select ${next(sql`${after}::uuid`)} union select ${next(sql`ring.profile_id`)} from ring
    )
    select profile_id from ring where profile_id is not null limit ${PROFILES_MAX}`;
};
