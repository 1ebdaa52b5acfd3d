import type { CostRecorded } from '@clipcast/contracts';
import {
  columnSet,
  isEvent,
  type Projection,
  type ProjectionTable,
  type RecordedEvent,
} from '@clipcast/event-store';
import { bareId, parseUsd } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { BillingTables } from '../../database.ts';

const costEntryTable: ProjectionTable = {
  name: 'cost_entry',
  create: async (db) => {
    await sql`
      create table cost_entry (
        profile_id uuid not null,
        cost_id text not null,
        month text not null,
        provider text not null,
        model text not null,
        quantity text not null,
        unit text not null,
        amount_micros bigint not null,
        incurred_at timestamptz not null,
        source jsonb not null,
        position bigint not null,
        primary key (profile_id, cost_id)
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index cost_entry_by_time on cost_entry (profile_id, incurred_at, position)`.execute(db);
  },
};

const monthSpentTable: ProjectionTable = {
  name: 'month_spent',
  create: async (db) => {
    await sql`
      create table month_spent (
        profile_id uuid not null,
        month text not null,
        provider text not null,
        spent_micros bigint not null,
        entries bigint not null,
        primary key (profile_id, month, provider)
      )`.execute(db);
  },
};

/** The columns of an entry, in the order of its table. */
const ENTRY = {
  profile_id: 'uuid',
  cost_id: 'text',
  month: 'text',
  provider: 'text',
  model: 'text',
  quantity: 'text',
  unit: 'text',
  amount_micros: 'bigint',
  incurred_at: 'timestamptz',
  source: 'jsonb',
  position: 'bigint',
};

/**
 * Every cost, and the sums by month and provider. One statement for a whole batch, in which only entries that are new
 * reach the sums: a repeated fact changes neither.
 */
export const costLedger: Projection<BillingTables> = {
  name: 'cost-ledger',
  version: 1,
  tables: [costEntryTable, monthSpentTable],
  apply: async (tx, events) => {
    const rows = events.filter((event) => isEvent<CostRecorded>(event, 'CostRecorded')).map(entryOf);
    if (rows.length === 0) return;
    await sql`
      with fresh as (
        insert into cost_entry select * from ${columnSet(ENTRY, rows)} as entry
            on conflict (profile_id, cost_id) do nothing
        returning profile_id, month, provider, amount_micros
      )
      insert into month_spent (profile_id, month, provider, spent_micros, entries)
      select profile_id, month, provider, sum(amount_micros), count(*) from fresh
       group by profile_id, month, provider
          on conflict (profile_id, month, provider) do update
         set spent_micros = month_spent.spent_micros + excluded.spent_micros,
             entries = month_spent.entries + excluded.entries`.execute(tx);
  },
};

function entryOf({ profileId, data, position }: RecordedEvent<CostRecorded>) {
  const { costId, month, provider, model, quantity, unit, amountUsd, incurredAt, source } = data;
  return {
    profile_id: bareId(profileId),
    cost_id: costId,
    month,
    provider,
    model,
    quantity,
    unit,
    amount_micros: parseUsd(amountUsd),
    incurred_at: incurredAt,
    source,
    position,
  };
}
