import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { openDatabase } from '@clipcast/event-store';
import type { Ids } from '@clipcast/kernel';
import type { Contender } from './contender.ts';
import { sampleEvent, sampleMetadata } from './sample-command.ts';

/** The best of 10, 20 and 64 with 64 callers on two cores, in three rounds that varied a lot. Not tried with 256 callers. */
export const EMMETT_CONNECTIONS = 20;

/** The other event store on PostgreSQL for TypeScript, with the same work: new events on a stream that must not exist. */
export function emmettAppends(url: string, ids: Ids, events: number): Contender {
  const { pool } = openDatabase(url, EMMETT_CONNECTIONS);
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  return {
    operation: () => {
      const metadata = sampleMetadata(ids);
      return store.appendToStream(
        `bench-${ids.next()}`,
        Array.from({ length: events }, () => ({ ...sampleEvent, metadata })),
        { expectedStreamVersion: STREAM_DOES_NOT_EXIST },
      );
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
