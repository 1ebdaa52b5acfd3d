import { rowSet, type Projection, type ProjectionTable, type RecordedEvent } from '@clipcast/event-store';
import { bareId, type Uuid } from '@clipcast/kernel';
import { sql, type Selectable, type Transaction } from 'kysely';
import { budget, type BudgetEvent } from '../budgets/budget.ts';
import { usedHundredths } from '../budgets/standing-view.ts';
import type { BillingTables, MonthBudgetTable } from '../database.ts';
import {
  afterFact,
  fleetChange,
  newMonth,
  statusIn,
  type FleetSums,
  type MonthBudget,
} from './month-budget.ts';

const monthBudgetTable: ProjectionTable = {
  name: 'month_budget',
  create: async (db) => {
    await sql`
      create table month_budget (
        profile_id uuid not null,
        month text not null,
        limit_micros bigint not null,
        warn_at_percent int not null,
        enforcement text not null,
        spent_micros bigint not null,
        reserved_micros bigint not null,
        used_hundredths bigint not null,
        status text not null,
        is_closed boolean not null,
        told jsonb not null,
        version int not null,
        primary key (profile_id, month)
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index month_budget_by_use on month_budget (month, used_hundredths desc, profile_id)`.execute(
      db,
    );
    await sql`create index month_budget_by_spent on month_budget (month, spent_micros desc, profile_id)`.execute(
      db,
    );
  },
};

const fleetMonthTable: ProjectionTable = {
  name: 'fleet_month',
  create: async (db) => {
    await sql`
      create table fleet_month (
        month text primary key,
        spent_micros bigint not null,
        reserved_micros bigint not null,
        warning int not null,
        exhausted int not null
      )`.execute(db);
  },
};

type Fact = RecordedEvent & BudgetEvent;

/** How every month of every profile stands, and all of them together: one reading and one writing of each table a batch. */
export const monthBudgets: Projection<BillingTables> = {
  name: 'month-budgets',
  version: 1,
  tables: [monthBudgetTable, fleetMonthTable],
  apply: async (tx, events) => {
    const facts = events.filter(({ streamType }) => streamType === budget.streamType) as Fact[];
    if (facts.length === 0) return;
    const before = await monthsBefore(tx, facts);
    const after = new Map(before);
    for (const fact of facts) {
      const key = keyOf(fact);
      const month = after.get(key) ?? newMonth(bareId(fact.profileId), fact.data.month);
      after.set(key, afterFact(month, fact));
    }
    const changed = [...after].filter(([key, month]) => month !== before.get(key));
    if (changed.length === 0) return;
    await writeMonths(
      tx,
      changed.map(([, month]) => month),
    );
    await addToFleet(
      tx,
      changed.map(([key, month]) => [
        month.month,
        fleetChange(before.get(key) ?? newMonth(month.profileId, month.month), month),
      ]),
    );
  },
};

const keyOf = ({ profileId, data }: Fact): string => `${bareId(profileId)} ${data.month}`;

async function monthsBefore(
  tx: Transaction<BillingTables>,
  facts: readonly Fact[],
): Promise<Map<string, MonthBudget>> {
  const keys = new Map(
    facts.map((fact) => [keyOf(fact), { profile_id: bareId(fact.profileId), month: fact.data.month }]),
  );
  const { rows } = await sql<Selectable<MonthBudgetTable>>`
    select month_budget.* from month_budget
      join ${rowSet<BillingTables, 'month_budget'>('month_budget', [...keys.values()])} as touched
     using (profile_id, month)`.execute(tx);
  return new Map(rows.map((row) => [`${row.profile_id} ${row.month}`, monthIn(row)]));
}

const monthIn = (row: Selectable<MonthBudgetTable>): MonthBudget => ({
  profileId: row.profile_id as Uuid,
  month: row.month,
  quota: { limit: row.limit_micros, warnAtPercent: row.warn_at_percent, enforcement: row.enforcement },
  spent: row.spent_micros,
  reserved: row.reserved_micros,
  told: row.told,
  isClosed: row.is_closed,
  version: row.version,
});

/** So that the share of a tiny limit that a huge sum makes up fits into its column. */
const HUNDREDTHS_MAX = 10n ** 18n;

async function writeMonths(tx: Transaction<BillingTables>, months: readonly MonthBudget[]): Promise<void> {
  const rows = months.map((month) => {
    const used = usedHundredths(month.spent, month.quota.limit);
    return {
      profile_id: month.profileId,
      month: month.month,
      limit_micros: String(month.quota.limit),
      warn_at_percent: month.quota.warnAtPercent,
      enforcement: month.quota.enforcement,
      spent_micros: String(month.spent),
      reserved_micros: String(month.reserved),
      used_hundredths: String(used < HUNDREDTHS_MAX ? used : HUNDREDTHS_MAX),
      status: statusIn(month),
      is_closed: month.isClosed,
      told: month.told,
      version: month.version,
    };
  });
  await sql`
    insert into month_budget select * from ${rowSet<BillingTables, 'month_budget'>('month_budget', rows)}
        on conflict (profile_id, month) do update
       set limit_micros = excluded.limit_micros, warn_at_percent = excluded.warn_at_percent,
           enforcement = excluded.enforcement, spent_micros = excluded.spent_micros,
           reserved_micros = excluded.reserved_micros, used_hundredths = excluded.used_hundredths,
           status = excluded.status, is_closed = excluded.is_closed, told = excluded.told,
           version = excluded.version`.execute(tx);
}

async function addToFleet(
  tx: Transaction<BillingTables>,
  changes: readonly (readonly [string, FleetSums])[],
): Promise<void> {
  const rows = changes.map(([month, { spent, reserved, warning, exhausted }]) => ({
    month,
    spent_micros: String(spent),
    reserved_micros: String(reserved),
    warning,
    exhausted,
  }));
  await sql`
    insert into fleet_month
    select month, sum(spent_micros), sum(reserved_micros), sum(warning), sum(exhausted)
      from ${rowSet<BillingTables, 'fleet_month'>('fleet_month', rows)} as change group by month
        on conflict (month) do update
       set spent_micros = fleet_month.spent_micros + excluded.spent_micros,
           reserved_micros = fleet_month.reserved_micros + excluded.reserved_micros,
           warning = fleet_month.warning + excluded.warning,
           exhausted = fleet_month.exhausted + excluded.exhausted`.execute(tx);
}
