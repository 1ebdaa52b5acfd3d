import { sql } from 'kysely';
import type { Projection } from '../projections/projection.ts';

/** Rows of the read model: one a counter. `lease` belongs to workers. */
export interface CounterTotal {
  readonly stream_id: string;
  readonly total: bigint;
  readonly version: number;
  readonly lease: number;
}

/** The totals of all counters, times `version`, so that it shows which version has computed them. */
export const counterTotals = (
  version = 1,
  onBatch: (from: bigint, to: bigint) => void = () => undefined,
): Projection => ({
  name: 'counter-totals',
  version,
  tables: [
    {
      name: 'counter_total',
      workerColumns: ['lease'],
      create: async (db) => {
        await sql`create table counter_total (stream_id uuid primary key, total bigint not null, version int not null,
                                              lease int not null default 0)`.execute(db);
      },
      indexes: async (db) => {
        await sql`create index counter_total_by_total on counter_total (total)`.execute(db);
      },
    },
  ],
  apply: async (tx, events) => {
    const rows = events.map((event) => ({
      stream_id: event.streamId,
      by: (event.data as { by: number }).by * version,
      version: event.version,
    }));
    await sql`
      insert into counter_total (stream_id, total, version)
      select stream_id, sum("by"), max(version)
        from json_to_recordset(${JSON.stringify(rows)}) as counted(stream_id uuid, "by" bigint, version int)
       group by stream_id
          on conflict (stream_id) do update
         set total = counter_total.total + excluded.total, version = excluded.version
       where counter_total.version < excluded.version`.execute(tx);
    onBatch(events[0]?.position ?? 0n, events.at(-1)?.position ?? 0n);
  },
});
