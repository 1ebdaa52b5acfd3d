import { bareId, systemRuntime, type JsonObject, type ProfileId } from '@clipcast/kernel';
import { sql } from 'kysely';
import { openTestLog } from '../../testing/open-test-log.ts';
import { TaskQueue, type TaskQueueOptions } from '../task-queue.ts';
import { taskTable } from '../task-table.ts';
import type { NewTask, Task } from '../task.ts';

export const table = taskTable<JsonObject>('work_task');

export const LONG_AGO = new Date('2026-01-01T00:00:00Z');

export const aTask = (
  profileId: ProfileId,
  key: string,
  more: Partial<NewTask<JsonObject>> = {},
): NewTask<JsonObject> => ({ profileId, key, dueAt: LONG_AGO, payload: {}, ...more });

/** A task table on a real PostgreSQL; each queue stands for one replica. */
export async function taskFixture() {
  const { database, store, url, close } = await openTestLog();
  const { db } = database;
  await table.create(db as never);
  await table.indexes?.(db as never);
  return {
    db,
    store,
    url,
    close,
    queue: (options: TaskQueueOptions = {}) => new TaskQueue(db, table, systemRuntime.timers, options),
    clear: () => sql`truncate work_task`.execute(db),
    add: async (...tasks: NewTask<JsonObject>[]) => {
      const changes = table.changes();
      changes.add(...tasks);
      await db.transaction().execute((tx) => changes.write(tx));
    },
    remove: async (...tasks: Pick<Task<JsonObject>, 'profileId' | 'key'>[]) => {
      const changes = table.changes();
      changes.remove(...tasks);
      await db.transaction().execute((tx) => changes.write(tx));
    },
    changes: async (collect: (changes: ReturnType<typeof table.changes>) => void) => {
      const changes = table.changes();
      collect(changes);
      await db.transaction().execute((tx) => changes.write(tx));
    },
    /** Many free tasks of one profile in one statement. */
    pileUp: (profileId: ProfileId, count: number, dueAt = LONG_AGO, priority = 0) =>
      sql`insert into work_task (profile_id, key, priority, due_at, payload)
          select ${bareId(profileId)}, 'pile-' || ${priority} || '-' || n, ${priority}, ${dueAt}::timestamptz, '{}'
            from generate_series(1, ${count}::int) as n`.execute(db),
    /** Ends leases as if their time had passed. */
    expireLeases: () =>
      sql`update work_task set lease_until = statement_timestamp() - interval '1 second'
           where lease_until is not null`.execute(db),
    /** Ends rests as if their time had passed. */
    expireRests: () => sql`update work_task set rest_until = statement_timestamp()`.execute(db),
    rows: async () => {
      const { rows } = await sql<{
        key: string;
        fence: bigint | null;
        tries: number;
        free: boolean;
        leased: boolean;
      }>`
        select key, fence, tries, greatest(due_at, rest_until, lease_until) <= clock_timestamp() as free,
               lease_until is not null and lease_until > clock_timestamp() as leased
          from work_task order by key`.execute(db);
      return rows;
    },
  };
}

export const keysOf = (tasks: readonly Task<JsonObject>[]): string[] => tasks.map(({ key }) => key);
