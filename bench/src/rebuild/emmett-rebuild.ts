import type { CostRecorded } from '@clipcast/contracts';
import type { Event } from '@event-driven-io/emmett';
import {
  getPostgreSQLEventStore,
  pongoMultiStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql';
import { openDatabase, type Database } from '@clipcast/event-store';

const EVENTS_PER_APPEND = 500;
/** Its own are 100 events and 50 ms, which alone would hold it at 2,000 events a second. */
const PULLING = { batchSize: 1_000, pullingFrequencyInMs: 1 };
const COLLECTION = 'month_spent';

type CostBooked = Event<'CostRecorded', CostRecorded['data']>;

interface MonthSpent {
  [key: string]: unknown;
  readonly spentUsd: number;
  readonly entries: number;
}

/** Half of what our ledger keeps: the sums by month and provider, without the entries. */
const monthSpent = pongoMultiStreamProjection<MonthSpent, CostBooked>({
  collectionName: COLLECTION,
  canHandle: ['CostRecorded'],
  getDocumentId: ({ metadata: { streamName }, data }) => `${streamName}:${data.provider}`,
  initialState: () => ({ spentUsd: 0, entries: 0 }),
  evolve: ({ spentUsd, entries }: MonthSpent, { data }: CostBooked): MonthSpent => ({
    spentUsd: spentUsd + Number(data.amountUsd),
    entries: entries + 1,
  }),
});

/** Brings the first `count` costs of our log into Emmett's, in streams of the same names. */
export async function fillEmmett(log: Database, url: string, count: number): Promise<void> {
  const store = getPostgreSQLEventStore(url);
  await store.schema.migrate();
  const { rows } = await log.pool.query<{ stream_id: string; data: CostRecorded['data'] }>(
    'select stream_id, data from events where position <= $1 order by stream_id, version',
    [count],
  );
  const streams = Map.groupBy(rows, ({ stream_id }) => stream_id);
  for (const [stream, facts] of streams) {
    const events = facts.map(({ data }): CostBooked => ({ type: 'CostRecorded', data }));
    for (let from = 0; from < events.length; from += EVENTS_PER_APPEND) {
      await store.appendToStream(`budget-${stream}`, events.slice(from, from + EVENTS_PER_APPEND));
    }
  }
  await store.close();
}

/** Emmett's own rebuild: truncates the collection and projects every event anew. */
export async function emmettRebuild(url: string): Promise<void> {
  const consumer = rebuildPostgreSQLProjections<CostBooked>({
    connectionString: url,
    pulling: PULLING,
    projections: [monthSpent],
  });
  try {
    await consumer.start();
  } finally {
    await consumer.close();
  }
}

/** How many events are in the sums. */
export async function emmettEntries(url: string): Promise<number> {
  const { pool } = openDatabase(url, 1);
  try {
    const { rows } = await pool.query<{ entries: bigint }>(
      `select coalesce(sum((data->>'entries')::bigint), 0)::bigint as entries from ${COLLECTION}`,
    );
    return Number(rows[0]?.entries ?? 0n);
  } finally {
    await pool.end();
  }
}
