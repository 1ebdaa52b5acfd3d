import type { JsonObject } from '@clipcast/kernel';
import { sql, type RawBuilder } from 'kysely';
import type { ProjectionTable } from '../projections/projection.ts';
import { TaskChanges } from './task-changes.ts';

/** A table of tasks: a projection fills it from facts, the workers of all replicas take from it. */
export interface TaskTable<Payload extends JsonObject> extends ProjectionTable {
  /** Collects what a batch of facts does to the tasks. */
  changes(): TaskChanges<Payload>;
}

/**
 * Declares a task table. Which tasks there are, how urgent and when due is told by facts, also when a task ends. The
 * other columns are the workers': `lease_until` (a worker has it), `rest_until` (looked at, nothing to do before; also
 * when it is done, and only the fact that removes it has yet to arrive), `woken` (there is news since it was taken, so that
 * its worker's rest does not count), `fence`, `tries`.
 */
export const taskTable = <Payload extends JsonObject>(name: string): TaskTable<Payload> => ({
  name,
  workerColumns: ['lease_until', 'rest_until', 'woken', 'fence', 'tries'],
  changes: () => new TaskChanges<Payload>(name),
  create: async (db) => {
    // Every claim leaves dead rows; where they are not swept soon, each later claim steps over them.
    await sql`
      create table ${sql.id(name)} (
        profile_id uuid not null,
        key text not null,
        priority smallint not null default 0,
        due_at timestamptz not null,
        payload jsonb not null,
        lease_until timestamptz,
        rest_until timestamptz,
        woken boolean not null default false,
        fence bigint,
        tries int not null default 0,
        primary key (profile_id, key)
      ) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000)`.execute(db);
  },
  indexes: async (db) => {
    const table = sql.id(name);
    await sql`create index ${sql.id(`${name}_by_turn`)} on ${table} (profile_id, priority, (${freeAt()}))`.execute(
      db,
    );
    await sql`create index ${sql.id(`${name}_by_time`)} on ${table} ((${freeAtByTime()}))`.execute(db);
    await sql`
      create index ${sql.id(`${name}_leased`)} on ${table} (profile_id, lease_until) where lease_until is not null`.execute(
      db,
    );
  },
});

const column = (name: string, of?: string): RawBuilder<unknown> =>
  of ? sql`${sql.id(of, name)}` : sql`${sql.id(name)}`;

/** When a task can be taken, as the index by profile and priority has it. */
export const freeAt = (of?: string): RawBuilder<Date> =>
  sql`greatest(${column('due_at', of)}, ${column('rest_until', of)}, ${column('lease_until', of)})`;

/**
 * The same, as the index over all profiles has it. Spelled differently on purpose: a planner that takes one profile's
 * share of the table for larger than it is would otherwise look for its first task in the order of all profiles.
 */
export const freeAtByTime = (of?: string): RawBuilder<Date> =>
  sql`greatest(${column('lease_until', of)}, ${column('rest_until', of)}, ${column('due_at', of)})`;
