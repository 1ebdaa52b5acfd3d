import { openDatabase } from '@clipcast/event-store';
import { withClient } from '@clipcast/local-servers';
import type { Ids } from '@clipcast/kernel';
import type { Contender } from './contender.ts';
import { sampleEvent, sampleMetadata } from './sample-command.ts';

/** A table without any promise about order: one key, the same two documents. */
export const createPlainTable = (url: string): Promise<unknown> =>
  withClient(url, (client) =>
    client.query(
      `create table plain_event (
         id uuid primary key, data jsonb not null, meta jsonb not null,
         recorded_at timestamptz not null default clock_timestamp())`,
    ),
  );

const statement = {
  name: 'insert_plain_event',
  text: 'insert into plain_event (id, data, meta) values ($1, $2, $3)',
};

/** The baseline: prepared INSERTs of the same payload, each committed by itself, with a connection for every caller. */
export function plainInserts(url: string, ids: Ids, connections: number): Contender {
  const { pool } = openDatabase(url, connections);
  return {
    operation: () => {
      const values = [ids.next(), JSON.stringify(sampleEvent.data), JSON.stringify(sampleMetadata(ids))];
      return pool.query({ ...statement, values });
    },
    close: () => pool.end(),
  };
}
