import type { CostRecorded } from '@clipcast/contracts';
import { columnSet, isEvent, type Projection, type RecordedEvent } from '@clipcast/event-store';
import { bareId, parseUsd } from '@clipcast/kernel';
import { sql, type Transaction } from 'kysely';
import type { MonthClosed } from '../budgets/budget.ts';
import type { BillingTables } from '../database.ts';
import { costLedgerTables } from './cost-ledger-tables.projection.ts';

/** The columns of an entry, in the order of its table. */
const ENTRY = {
  profile_id: 'uuid',
  cost_id: 'text',
  month: 'text',
  provider: 'text',
  model: 'text',
  plan: 'text',
  quantity: 'text',
  unit: 'text',
  amount_micros: 'bigint',
  price_book: 'text',
  price_version: 'int',
  unit_price_usd: 'text',
  price_per: 'text',
  incurred_at: 'timestamptz',
  source: 'jsonb',
  publication_id: 'text',
  corrects: 'text',
  applies_to: 'text',
  reservation_id: 'text',
  access_key_id: 'text',
  recorded_at: 'timestamptz',
  position: 'bigint',
  event_id: 'uuid',
  trace_id: 'text',
};

const CLOSED = { profile_id: 'uuid', month: 'text', closed_at: 'timestamptz', closed_by: 'text' };

type Tx = Transaction<BillingTables>;

/**
 * Every cost, the sums by day, what waits for a price, and which months are closed. One statement for all costs of a batch,
 * in which only entries that are new reach the sums: a repeated fact changes neither.
 */
export const costLedger: Projection<BillingTables> = {
  name: 'cost-ledger',
  version: 2,
  tables: costLedgerTables,
  apply: async (tx, events) => {
    await enter(tx, events);
    await close(tx, events);
  },
};

async function enter(tx: Tx, events: readonly RecordedEvent[]): Promise<void> {
  const rows = events.filter((event) => isEvent<CostRecorded>(event, 'CostRecorded')).map(entryOf);
  if (rows.length === 0) return;
  await sql`
    with fresh as (
      insert into cost_entry select * from ${columnSet(ENTRY, rows)} as entry
          on conflict (profile_id, cost_id) do nothing
      returning profile_id, month, provider, model, amount_micros, incurred_at
    )
    insert into cost_day (profile_id, month, day, provider, model, spent_micros, entries)
    select profile_id, month, to_char(incurred_at at time zone 'UTC', 'YYYY-MM-DD') as day, provider, model,
           sum(amount_micros), count(*) from fresh
     group by profile_id, month, day, provider, model
        on conflict (profile_id, month, day, provider, model) do update
       set spent_micros = cost_day.spent_micros + excluded.spent_micros,
           entries = cost_day.entries + excluded.entries`.execute(tx);
}

async function close(tx: Tx, events: readonly RecordedEvent[]): Promise<void> {
  const rows = events
    .filter((event) => isEvent<MonthClosed>(event, 'MonthClosed'))
    .map(({ profileId, data, recordedAt, meta }) => ({
      profile_id: bareId(profileId),
      month: data.month,
      closed_at: recordedAt,
      closed_by: meta.actor,
    }));
  if (rows.length === 0) return;
  await sql`
    insert into closed_month select * from ${columnSet(CLOSED, rows)} as closed
        on conflict (profile_id, month) do nothing`.execute(tx);
}

function entryOf({ profileId, data, position, id, recordedAt, meta }: RecordedEvent<CostRecorded>) {
  const { price } = data;
  return {
    profile_id: bareId(profileId),
    cost_id: data.costId,
    month: data.month,
    provider: data.provider,
    model: data.model,
    plan: data.plan,
    quantity: data.quantity,
    unit: data.unit,
    amount_micros: parseUsd(data.amountUsd),
    price_book: price?.book,
    price_version: price?.version,
    unit_price_usd: price?.unitPriceUsd,
    price_per: price?.per,
    incurred_at: data.incurredAt,
    source: data.source,
    publication_id: data.source['publicationId'],
    corrects: data.corrects,
    applies_to: data.appliesTo,
    reservation_id: data.reservationId,
    access_key_id: data.accessKeyId,
    recorded_at: recordedAt,
    position,
    event_id: id,
    trace_id: meta.traceparent?.split('-')[1],
  };
}
