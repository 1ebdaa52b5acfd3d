import { bareId, type JsonObject, type ProfileId } from '@clipcast/kernel';
import { sql, type QueryExecutorProvider, type RawBuilder } from 'kysely';
import type { NewTask, TaskKey } from './task.ts';

const EVERYBODY = 'everybody';

/** A rest ends; a worker that has the task in hand, and reckons one from what it knew before, will not get it. */
const AWAKE = sql`rest_until = null, woken = true`;

/** What a batch of facts does to a task table, collected in the order of the facts and written in one statement a kind. */
export class TaskChanges<Payload extends JsonObject> {
  readonly #added = new Map<string, NewTask<Payload>>();
  readonly #removed = new Map<string, TaskKey>();
  readonly #changed = new Map<string, NewTask<Payload>>();
  readonly #woken = new Map<string, TaskKey>();
  readonly #wokenProfiles = new Set<ProfileId | typeof EVERYBODY>();

  constructor(private readonly table: string) {}

  /** Adds a task; one that is there already stays as it is, with whoever works on it. */
  add(...tasks: readonly NewTask<Payload>[]): void {
    for (const task of tasks) {
      const id = idOf(task);
      if (!this.#added.has(id)) this.#added.set(id, task);
    }
  }

  /** Adds tasks, or gives those that are there already another time and priority; a rest that was agreed on ends. */
  change(...tasks: readonly NewTask<Payload>[]): void {
    for (const task of tasks) {
      this.#added.delete(idOf(task));
      this.#changed.set(idOf(task), task);
    }
  }

  /** Ends the rest of tasks: there is something new to see. They are still not worked on before they are due. */
  wake(...tasks: readonly TaskKey[]): void {
    for (const task of tasks) this.#woken.set(idOf(task), task);
  }

  /** The same for all tasks of a profile; of all profiles when none is named. */
  wakeAll(profileId: ProfileId | typeof EVERYBODY = EVERYBODY): void {
    this.#wokenProfiles.add(profileId);
  }

  /** Removes tasks. Who works on one finds its lease lost. */
  remove(...tasks: readonly TaskKey[]): void {
    for (const task of tasks) {
      this.#added.delete(idOf(task));
      this.#changed.delete(idOf(task));
      this.#removed.set(idOf(task), task);
    }
  }

  /** Writes everything within the projection's transaction. */
  async write(tx: QueryExecutorProvider): Promise<void> {
    const table = sql.table(this.table);
    if (this.#removed.size > 0)
      await sql`
        delete from ${table} as task using ${named(this.#removed)}
         where (task.profile_id, task.key) = (named.profile_id, named.key)`.execute(tx);
    if (this.#added.size > 0)
      await sql`
        ${insertInto(this.table, this.#added)} on conflict do nothing`.execute(tx);
    if (this.#changed.size > 0)
      await sql`
        ${insertInto(this.table, this.#changed)}
            on conflict (profile_id, key) do update
           set due_at = excluded.due_at, priority = excluded.priority, rest_until = null, woken = true`.execute(
        tx,
      );
    if (this.#woken.size > 0)
      await sql`
        update ${table} as task set ${AWAKE} from ${named(this.#woken)}
         where (task.profile_id, task.key) = (named.profile_id, named.key)`.execute(tx);
    if (this.#wokenProfiles.size > 0) await this.#wakeProfiles(tx);
  }

  async #wakeProfiles(tx: QueryExecutorProvider): Promise<void> {
    const profiles = [...this.#wokenProfiles].filter((profileId) => profileId !== EVERYBODY);
    const whose = this.#wokenProfiles.has(EVERYBODY)
      ? sql`true`
      : sql`profile_id = any(${profiles.map((profileId) => bareId(profileId))}::uuid[])`;
    await sql`
      update ${sql.table(this.table)} set ${AWAKE}
       where (rest_until is not null or lease_until is not null) and ${whose}`.execute(tx);
  }
}

const insertInto = <Payload extends JsonObject>(
  table: string,
  tasks: ReadonlyMap<string, NewTask<Payload>>,
): RawBuilder<unknown> => {
  const rows = [...tasks.values()].map(({ profileId, key, dueAt, priority = 0, payload }) => ({
    profile_id: bareId(profileId),
    key,
    priority,
    due_at: dueAt,
    payload,
  }));
  return sql`
    insert into ${sql.table(table)} as task (profile_id, key, priority, due_at, payload)
    select profile_id, key, priority, due_at, payload
      from json_to_recordset(${JSON.stringify(rows)}::json)
           as added (profile_id uuid, key text, priority smallint, due_at timestamptz, payload jsonb)`;
};

const named = (tasks: ReadonlyMap<string, TaskKey>): RawBuilder<unknown> => {
  const keys = [...tasks.values()];
  return sql`unnest(${keys.map(({ profileId }) => bareId(profileId))}::uuid[],
                    ${keys.map(({ key }) => key)}::text[]) as named (profile_id, key)`;
};

const idOf = ({ profileId, key }: TaskKey): string => `${profileId} ${key}`;
