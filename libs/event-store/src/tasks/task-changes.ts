import { bareId, type JsonObject } from '@clipcast/kernel';
import { sql, type QueryExecutorProvider } from 'kysely';
import type { NewTask, TaskKey } from './task.ts';

/** What a batch of facts does to a task table, collected in the order of the facts and written in two statements. */
export class TaskChanges<Payload extends JsonObject> {
  readonly #added = new Map<string, NewTask<Payload>>();
  readonly #removed = new Map<string, TaskKey>();

  constructor(private readonly table: string) {}

  /** Adds a task; one that is there already stays as it is, with whoever works on it. */
  add(...tasks: readonly NewTask<Payload>[]): void {
    for (const task of tasks) {
      const id = idOf(task);
      if (!this.#added.has(id)) this.#added.set(id, task);
    }
  }

  /** Removes tasks. Who works on one finds its lease lost. */
  remove(...tasks: readonly TaskKey[]): void {
    for (const task of tasks) {
      this.#added.delete(idOf(task));
      this.#removed.set(idOf(task), task);
    }
  }

  /** Writes everything within the projection's transaction. */
  async write(tx: QueryExecutorProvider): Promise<void> {
    if (this.#removed.size > 0) {
      const gone = [...this.#removed.values()];
      await sql`
        delete from ${sql.table(this.table)} as task
         using unnest(${gone.map(({ profileId }) => bareId(profileId))}::uuid[],
                      ${gone.map(({ key }) => key)}::text[]) as gone (profile_id, key)
         where (task.profile_id, task.key) = (gone.profile_id, gone.key)`.execute(tx);
    }
    if (this.#added.size > 0) {
      const rows = [...this.#added.values()].map(({ profileId, key, dueAt, priority = 0, payload }) => ({
        profile_id: bareId(profileId),
        key,
        priority,
        due_at: dueAt,
        payload,
      }));
      await sql`
        insert into ${sql.table(this.table)} (profile_id, key, priority, due_at, payload)
        select profile_id, key, priority, due_at, payload
          from json_to_recordset(${JSON.stringify(rows)}::json)
               as added (profile_id uuid, key text, priority smallint, due_at timestamptz, payload jsonb)
            on conflict do nothing`.execute(tx);
    }
  }
}

const idOf = ({ profileId, key }: TaskKey): string => `${profileId} ${key}`;
