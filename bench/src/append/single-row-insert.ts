import type { Database } from '@clipcast/event-store';
import type { Ids } from '@clipcast/kernel';
import { sampleCommand } from './sample-command.ts';

/** A table without any promise about order: one key, the same two documents. */
export async function createPlainTable({ pool }: Database): Promise<void> {
  await pool.query(
    `create table plain_event (
       id uuid primary key, data jsonb not null, meta jsonb not null,
       recorded_at timestamptz not null default clock_timestamp())`,
  );
}

const statement = {
  name: 'insert_plain_event',
  text: 'insert into plain_event (id, data, meta) values ($1, $2, $3)',
};

/** The baseline: one prepared INSERT of the same payload, committed by itself. */
export async function insertPlainEvent({ pool }: Database, ids: Ids): Promise<void> {
  const { events, context } = sampleCommand(ids);
  const values = [ids.next(), JSON.stringify(events[0]?.data), JSON.stringify(context)];
  await pool.query({ ...statement, values });
}
