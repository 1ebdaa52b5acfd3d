import type { Uuid } from '@clipcast/kernel';
import type { PostizEndpoint } from '@clipcast/postiz';
import { sql, type Kysely } from 'kysely';
import type { PublishTables } from '../database.ts';
import { untouchedBudget, type CallBudget } from './call-budget.ts';

/** A budget that was read longer ago is read again: this process may have been paused meanwhile. */
const READ_MS_MAX = 5_000;

/** One endpoint of one organisation, under any id that it ever had. */
export interface BudgetKey {
  readonly organisation: Uuid;
  readonly endpoint: PostizEndpoint;
}

export interface BudgetRead {
  /** Whose row it is. */
  readonly organisation: Uuid;
  readonly budget: CallBudget;
  /** Of the row; 0 when there is none. */
  readonly version: number;
  /** By the database's clock, of which all replicas have the same one. */
  readonly nowMs: number;
}

/** What a budget becomes, if it still is what it was decided from. */
export interface BudgetWrite {
  /** Whose row it was when it was read. */
  readonly organisation: Uuid;
  readonly endpoint: PostizEndpoint;
  readonly version: number;
  readonly nowMs: number;
  readonly next: CallBudget;
}

interface ReadRow {
  readonly now_ms: number;
  readonly same_as: Uuid | null;
  readonly version: number | null;
  readonly state: CallBudget | null;
}

/** Reads budgets as they are now. @throws {Error} when an organisation was never begun. */
export async function readBudgets(
  db: Kysely<PublishTables>,
  keys: readonly BudgetKey[],
): Promise<BudgetRead[]> {
  const { rows } = await sql<ReadRow>`
    select extract(epoch from clock_timestamp())::float8 * 1000 as now_ms, it.same_as, b.version, b.state
      from unnest(${keys.map(({ organisation }) => organisation)}::uuid[],
                  ${keys.map(({ endpoint }) => endpoint)}::text[])
           with ordinality as asked (organisation_id, endpoint, number)
      left join postiz_organisation it on it.id = asked.organisation_id
      left join call_budget b on b.organisation_id = it.same_as and b.endpoint = asked.endpoint
     order by number`.execute(db);
  return rows.map(({ now_ms, same_as, version, state }, index) => {
    if (same_as === null) throw new Error(`There is no organisation ${keys[index]?.organisation}.`);
    const budget = { ...untouchedBudget, ...state };
    return { organisation: same_as, budget, version: version ?? 0, nowMs: Math.floor(now_ms) };
  });
}

/**
 * Writes each budget that still has the version it was decided from; true for those. Of several that are of one row, which
 * can be when two organisations turned out to be one, the first is written. A budget is only begun for an organisation that
 * is still one of its own, and stays so until it is written. All replicas lock in the same order, the rows that are new
 * before those that are not, so that none waits for another in a ring.
 */
export async function writeBudgets(
  db: Kysely<PublishTables>,
  all: readonly BudgetWrite[],
): Promise<boolean[]> {
  const firsts = new Map<string, BudgetWrite>();
  for (const write of all) {
    const row = `${write.organisation} ${write.endpoint}`;
    if (!firsts.has(row)) firsts.set(row, write);
  }
  const writes = [...firsts.values()];
  const { rows } = await sql<{ index: number }>`
    with asked as (
      select * from unnest(
        ${writes.map(({ organisation }) => organisation)}::uuid[], ${writes.map(({ endpoint }) => endpoint)}::text[],
        ${writes.map(({ version }) => version)}::int[],
        ${writes.map(({ nowMs }) => (nowMs + READ_MS_MAX) / 1_000)}::float8[],
        ${writes.map(({ next }) => JSON.stringify(next))}::jsonb[]
      ) with ordinality as asked (organisation_id, endpoint, version, until_s, state, number)
    ), added as (
      insert into call_budget (organisation_id, endpoint, version, state)
      select asked.organisation_id, asked.endpoint, 1, asked.state
        from asked join postiz_organisation it on it.id = asked.organisation_id
       where asked.version = 0 and it.same_as = it.id and clock_timestamp() < to_timestamp(asked.until_s)
       order by asked.organisation_id, asked.endpoint
         for share of it
          on conflict do nothing
      returning organisation_id, endpoint
    ), known as (
      select asked.* from asked join call_budget b using (organisation_id, endpoint)
       where b.version = asked.version and (select count(*) from added) >= 0
       order by organisation_id, endpoint
         for update of b
    ), changed as (
      update call_budget b set version = b.version + 1, state = known.state
        from known
       where (b.organisation_id, b.endpoint) = (known.organisation_id, known.endpoint)
         and b.version = known.version and clock_timestamp() < to_timestamp(known.until_s)
      returning b.organisation_id, b.endpoint
    )
    select number::int - 1 as index from asked
      join (select * from added union all select * from changed) as written using (organisation_id, endpoint)`.execute(
    db,
  );
  const written = new Set(rows.map(({ index }) => writes[index]));
  return all.map((write) => written.has(write));
}
