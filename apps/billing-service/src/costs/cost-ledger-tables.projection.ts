import type { ProjectionTable } from '@clipcast/event-store';
import { sql } from 'kysely';

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
        plan text,
        quantity text not null,
        unit text not null,
        amount_micros bigint not null,
        price_book text,
        price_version int,
        unit_price_usd text,
        price_per text,
        incurred_at timestamptz not null,
        source jsonb not null,
        publication_id text,
        corrects text,
        applies_to text,
        reservation_id text,
        access_key_id text,
        recorded_at timestamptz not null,
        position bigint not null,
        event_id uuid not null,
        trace_id text,
        primary key (profile_id, cost_id)
      )`.execute(db);
  },
  indexes: async (db) => {
    const indexes = {
      cost_entry_by_time: sql`(profile_id, incurred_at, position)`,
      cost_entry_by_month: sql`(month, profile_id, incurred_at, position)`,
      cost_entry_by_publication: sql`(profile_id, publication_id) where publication_id is not null`,
      cost_entry_by_corrected: sql`(profile_id, corrects) where corrects is not null`,
      cost_entry_by_own_month: sql`(profile_id, applies_to) where applies_to is not null`,
    };
    for (const [name, columns] of Object.entries(indexes))
      await sql`create index ${sql.id(name)} on cost_entry ${columns}`.execute(db);
  },
};

const costDayTable: ProjectionTable = {
  name: 'cost_day',
  create: async (db) => {
    await sql`
      create table cost_day (
        profile_id uuid not null,
        month text not null,
        day text not null,
        provider text not null,
        model text not null,
        spent_micros bigint not null,
        entries bigint not null,
        primary key (profile_id, month, day, provider, model)
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index cost_day_by_month on cost_day (month, profile_id)`.execute(db);
  },
};

const closedMonthTable: ProjectionTable = {
  name: 'closed_month',
  create: async (db) => {
    await sql`
      create table closed_month (
        profile_id uuid not null,
        month text not null,
        closed_at timestamptz not null,
        closed_by text not null,
        primary key (profile_id, month)
      )`.execute(db);
  },
};

export const costLedgerTables: readonly ProjectionTable[] = [costEntryTable, costDayTable, closedMonthTable];
