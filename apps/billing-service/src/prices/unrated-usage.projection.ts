import type { CostRecorded } from '@clipcast/contracts';
import {
  columnSet,
  isEvent,
  rowSet,
  type Projection,
  type ProjectionTable,
  type RecordedEvent,
} from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { sql, type Transaction } from 'kysely';
import type { UsageHeldAside } from '../budgets/budget.ts';
import type { BillingTables } from '../database.ts';
import type { PriceSet } from './price-book.ts';

const unratedUsageTable: ProjectionTable = {
  name: 'unrated_usage',
  create: async (db) => {
    await sql`
      create table unrated_usage (
        profile_id uuid not null,
        cost_id text not null,
        month text not null,
        provider text not null,
        model text not null,
        plan text,
        quantity text not null,
        unit text not null,
        incurred_at timestamptz not null,
        source jsonb not null,
        access_key_id text,
        applies_to text,
        event_id uuid not null,
        correlation_id uuid not null,
        held_at timestamptz not null,
        position bigint not null,
        primary key (profile_id, cost_id)
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index unrated_usage_by_position on unrated_usage (position)`.execute(db);
    await sql`create index unrated_usage_of_profile on unrated_usage (profile_id, position)`.execute(db);
  },
};

const priceNewsTable: ProjectionTable = {
  name: 'price_news',
  create: async (db) => {
    await sql`create table price_news (profile_id uuid primary key, position bigint not null)`.execute(db);
  },
};

/** Usage that waits for a price, and where in the log each book has got its newest one: what the rater looks at. */
export const unratedUsage: Projection<BillingTables> = {
  name: 'unrated-usage',
  version: 1,
  tables: [unratedUsageTable, priceNewsTable],
  apply: async (tx, events) => {
    await hold(tx, events);
    await letGo(tx, events);
    await noteNews(tx, events);
  },
};

async function hold(tx: Transaction<BillingTables>, events: readonly RecordedEvent[]): Promise<void> {
  const rows = events.filter((event) => isEvent<UsageHeldAside>(event, 'UsageHeldAside')).map(rowOf);
  if (rows.length === 0) return;
  await sql`
    insert into unrated_usage
    select * from ${rowSet<BillingTables, 'unrated_usage'>('unrated_usage', rows)}
        on conflict do nothing`.execute(tx);
}

function rowOf({ profileId, data, id, meta, recordedAt, position }: RecordedEvent<UsageHeldAside>) {
  const { costId, month, provider, model, plan, quantity, unit, incurredAt, source } = data;
  return {
    profile_id: bareId(profileId),
    cost_id: costId,
    month,
    provider,
    model,
    plan,
    quantity,
    unit,
    incurred_at: incurredAt,
    source,
    access_key_id: data.accessKeyId,
    applies_to: data.appliesTo,
    event_id: id,
    correlation_id: meta.correlationId,
    held_at: recordedAt.toISOString(),
    position: String(position),
  };
}

/** An entry without a price was never held aside, so most batches have nothing to look up. */
async function letGo(tx: Transaction<BillingTables>, events: readonly RecordedEvent[]): Promise<void> {
  const rated = events
    .filter((event) => isEvent<CostRecorded>(event, 'CostRecorded'))
    .filter(({ data }) => data.price !== null && data.corrects === null && data.reservationId === null)
    .map(({ profileId, data }) => ({ profile_id: bareId(profileId), cost_id: data.costId }));
  if (rated.length === 0) return;
  await sql`
    delete from unrated_usage using ${columnSet({ profile_id: 'uuid', cost_id: 'text' }, rated)} as rated
     where unrated_usage.profile_id = rated.profile_id
       and unrated_usage.cost_id = rated.cost_id`.execute(tx);
}

async function noteNews(tx: Transaction<BillingTables>, events: readonly RecordedEvent[]): Promise<void> {
  const newest = new Map(
    events
      .filter((event) => isEvent<PriceSet>(event, 'PriceSet'))
      .map(({ profileId, position }) => [bareId(profileId), String(position)]),
  );
  if (newest.size === 0) return;
  const rows = [...newest].map(([profile_id, position]) => ({ profile_id, position }));
  await sql`
    insert into price_news select * from ${rowSet<BillingTables, 'price_news'>('price_news', rows)}
        on conflict (profile_id) do update set position = excluded.position`.execute(tx);
}
