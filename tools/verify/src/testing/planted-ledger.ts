import { createTestDatabase } from '@clipcast/testing';
import { migrateToLatest } from '@clipcast/event-store';
import { Client } from 'pg';

/** A fact to be stored as it is, right or wrong. */
export interface PlantedFact {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly recordedAt?: Date;
  readonly version?: number;
  /** A fact of another stream than the budget's is the first of its own. */
  readonly streamType?: string;
}

const PROFILE = '019a0000-0000-7000-8000-000000000001';
const CAPS_STREAM = '019a0000-0000-7000-8000-00000000000c';
const STREAM = '019a0000-0000-7000-8000-00000000000b';

/** A log with exactly these facts of one budget, and the read model of their costs; the way to spoil more is `client`. */
export async function plantedLedger(facts: readonly PlantedFact[]) {
  const database = await createTestDatabase();
  await migrateToLatest(database.url, {});
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    'create table cost_entry (profile_id uuid, cost_id text, month text, amount_micros bigint)',
  );
  await client.query(
    `insert into subscriptions (name, source, position) values ('cost-ledger', 'billing', 1000000)`,
  );
  let versions = 0;
  for (const [index, { type, data, recordedAt, version, streamType = 'budget' }] of facts.entries()) {
    const isBudget = streamType === 'budget';
    if (isBudget) versions += 1;
    await client.query(
      `insert into events (position, profile_id, stream_id, stream_type, version, event_id, type, schema_version, data, meta, recorded_at)
       values ($1, $2, $3, $8, $4, gen_random_uuid(), $5, 1, $6, '{}', coalesce($7, clock_timestamp()))`,
      [
        index + 1,
        PROFILE,
        isBudget ? STREAM : CAPS_STREAM,
        version ?? (isBudget ? versions : index + 1),
        type,
        data,
        recordedAt ?? null,
        streamType,
      ],
    );
    if (type === 'CostRecorded')
      await client.query('insert into cost_entry values ($1, $2, $3, round($4::numeric * 1000000))', [
        PROFILE,
        data['costId'],
        data['month'],
        data['amountUsd'],
      ]);
  }
  await client.query('update log_head set position = $1', [facts.length]);
  return {
    url: database.url,
    client,
    close: async () => {
      await client.end();
      await database.drop();
    },
  };
}
