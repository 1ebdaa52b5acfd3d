import { bareId, type JsonObject } from '@clipcast/kernel';
import { sql, type QueryExecutorProvider, type RawBuilder } from 'kysely';
import type { Task } from './task.ts';

/** What becomes of a lease, for whoever still holds it. */
export interface Settlement {
  readonly task: Pick<Task<JsonObject>, 'profileId' | 'key' | 'fence'>;
  /** Held for so long from now; null gives the task back. */
  readonly leaseMs: number | null;
  /** Of a task that is given back: free again so long from now, after trouble `tries` times in a row. */
  readonly restMs?: number;
  readonly tries?: number;
}

/** `locked`: it is held, but somebody else has its row locked at this moment. */
export type Settled = 'settled' | 'lost' | 'locked';

/** Settles leases in one statement. Whoever settles several holds several rows, so it waits for none that is locked. */
export async function settleMany(
  db: QueryExecutorProvider,
  table: string,
  settlements: readonly Settlement[],
): Promise<Settled[]> {
  const held = await settleHeld(db, table, settlements, sql`skip locked`);
  return settlements.map((_, index) => {
    const isSettled = held.get(index);
    if (isSettled === undefined) return 'lost';
    return isSettled ? 'settled' : 'locked';
  });
}

/** Settles one lease, when its row is free to be changed. False when it is lost. */
export async function settleOne(
  db: QueryExecutorProvider,
  table: string,
  settlement: Settlement,
): Promise<boolean> {
  return (await settleHeld(db, table, [settlement], sql``)).get(0) ?? false;
}

/** Of those that are still held, by their index: whether they were settled, or skipped. */
async function settleHeld(
  db: QueryExecutorProvider,
  name: string,
  settlements: readonly Settlement[],
  orSkip: RawBuilder<unknown>,
): Promise<Map<number, boolean>> {
  const table = sql.table(name);
  const inMs = (ms: RawBuilder<unknown>) => sql`statement_timestamp() + ${ms} * interval '1 millisecond'`;
  const isHeld = sql`t.fence = asked.fence and t.lease_until is not null`;
  const { rows } = await sql<{ index: number; is_settled: boolean }>`
    with asked as (
      select * from unnest(
        ${settlements.map(({ task }) => bareId(task.profileId))}::uuid[],
        ${settlements.map(({ task }) => task.key)}::text[],
        ${settlements.map(({ task }) => task.fence)}::bigint[],
        ${settlements.map(({ leaseMs }) => leaseMs)}::float8[],
        ${settlements.map(({ restMs }) => restMs ?? null)}::float8[],
        ${settlements.map(({ tries }) => tries ?? null)}::int[]
      ) with ordinality as asked (profile_id, key, fence, lease_ms, rest_ms, tries, number)
    ), mine as (
      select asked.* from asked join ${table} t using (profile_id, key) where ${isHeld} for update of t ${orSkip}
    ), settled as (
      update ${table} t
         set lease_until = ${inMs(sql`mine.lease_ms`)},
             rest_until = case when mine.rest_ms is null then t.rest_until
                               when not t.woken then ${inMs(sql`mine.rest_ms`)} end,
             tries = coalesce(mine.tries, t.tries)
        from mine where (t.profile_id, t.key) = (mine.profile_id, mine.key)
      returning mine.number
    )
    select number::int - 1 as index, number in (select number from settled) as is_settled
      from asked join ${table} t using (profile_id, key) where ${isHeld}`.execute(db);
  return new Map(rows.map(({ index, is_settled }) => [index, is_settled]));
}
