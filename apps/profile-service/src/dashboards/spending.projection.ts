import { rowSet, type ProjectionTable } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import type { ForeignProjection } from '@clipcast/messaging';
import { sql, type Selectable, type Transaction } from 'kysely';
import type { DashboardMonthTable, ProfileTables } from '../database.ts';
import { costIn, isOfMonth, monthAfter, type DayCost, type SpentMonth } from './spending.ts';

const dashboardMonthTable: ProjectionTable = {
  name: 'dashboard_month',
  create: async (db) => {
    await sql`
      create table dashboard_month (
        profile_id uuid not null,
        month text not null,
        spent_micros bigint not null,
        reserved_micros bigint not null,
        exhausted_at timestamptz,
        version int not null,
        primary key (profile_id, month)
      )`.execute(db);
  },
};

const dashboardCostTable: ProjectionTable = {
  name: 'dashboard_cost',
  create: async (db) => {
    await sql`
      create table dashboard_cost (
        profile_id uuid not null,
        day text not null,
        provider text not null,
        micros bigint not null,
        entries int not null,
        primary key (profile_id, day, provider)
      )`.execute(db);
  },
};

type Tx = Transaction<ProfileTables>;

/**
 * What every profile spent on each day, and how its months stand, from billing-service's facts. A month knows the version
 * of its stream, and a fact that is in it already is not counted again.
 */
export const spending: ForeignProjection<ProfileTables> = {
  name: 'spending',
  source: 'billing',
  version: 1,
  tables: [dashboardMonthTable, dashboardCostTable],
  project: async (tx, events) => {
    const facts = events.filter(isOfMonth);
    if (facts.length === 0) return;
    const before = await monthsBefore(tx, facts);
    const after = new Map(before);
    const costs: DayCost[] = [];
    for (const fact of facts) {
      const key = keyOf(fact);
      const was = after.get(key);
      const is = monthAfter(was, fact);
      if (is === was) continue;
      after.set(key, is);
      const cost = costIn(fact);
      if (cost) costs.push(cost);
    }
    await writeMonths(
      tx,
      [...after].filter(([key, month]) => month !== before.get(key)).map(([, month]) => month),
    );
    await addCosts(tx, costs);
  },
};

const keyOf = ({ profileId, data }: Parameters<typeof monthAfter>[1]): string =>
  `${bareId(profileId)} ${data.month}`;

async function monthsBefore(
  tx: Tx,
  facts: readonly Parameters<typeof monthAfter>[1][],
): Promise<Map<string, SpentMonth>> {
  const keys = new Map(
    facts.map((fact) => [keyOf(fact), { profile_id: bareId(fact.profileId), month: fact.data.month }]),
  );
  const { rows } = await sql<Selectable<DashboardMonthTable>>`
    select dashboard_month.* from dashboard_month
      join ${rowSet<ProfileTables, 'dashboard_month'>('dashboard_month', [...keys.values()])} as touched
     using (profile_id, month)`.execute(tx);
  return new Map(
    rows.map((row) => [
      `${row.profile_id} ${row.month}`,
      {
        profileId: row.profile_id,
        month: row.month,
        spent: row.spent_micros,
        reserved: row.reserved_micros,
        exhaustedAt: row.exhausted_at?.toISOString() ?? null,
        version: row.version,
      },
    ]),
  );
}

async function writeMonths(tx: Tx, months: readonly SpentMonth[]): Promise<void> {
  if (months.length === 0) return;
  const rows = months.map((month) => ({
    profile_id: month.profileId,
    month: month.month,
    spent_micros: String(month.spent),
    reserved_micros: String(month.reserved),
    exhausted_at: month.exhaustedAt,
    version: month.version,
  }));
  await sql`
    insert into dashboard_month select * from ${rowSet<ProfileTables, 'dashboard_month'>('dashboard_month', rows)}
        on conflict (profile_id, month) do update
       set spent_micros = excluded.spent_micros, reserved_micros = excluded.reserved_micros,
           exhausted_at = excluded.exhausted_at, version = excluded.version`.execute(tx);
}

async function addCosts(tx: Tx, costs: readonly DayCost[]): Promise<void> {
  if (costs.length === 0) return;
  const rows = costs.map(({ profileId, day, provider, micros, entries }) => ({
    profile_id: profileId,
    day,
    provider,
    micros: String(micros),
    entries,
  }));
  await sql`
    insert into dashboard_cost
    select profile_id, day, provider, sum(micros), sum(entries)
      from ${rowSet<ProfileTables, 'dashboard_cost'>('dashboard_cost', rows)} as cost
     group by profile_id, day, provider
        on conflict (profile_id, day, provider) do update
       set micros = dashboard_cost.micros + excluded.micros,
           entries = dashboard_cost.entries + excluded.entries`.execute(tx);
}
