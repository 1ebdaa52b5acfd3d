import { jest } from '@jest/globals';
import { systemRuntime, type JsonObject } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import type { Projection } from '../projections/projection.ts';
import { compareWithLog } from '../projections/prove/compare-with-log.ts';
import { aStream, byOperator } from '../testing/counter.ts';
import { openTestLog } from '../testing/open-test-log.ts';
import { startReplica, type TestReplica } from '../testing/test-replica.ts';
import { TaskQueue } from './task-queue.ts';
import { keysOf, table } from './testing/task-fixture.ts';

jest.setTimeout(30_000);

/** A task for every counter, until it has reached 2. */
const counterTasks: Projection = {
  name: 'counter-tasks',
  version: 1,
  tables: [table],
  apply: async (tx, events) => {
    const changes = table.changes();
    for (const { profileId, streamId, version, recordedAt } of events) {
      const key = { profileId, key: streamId };
      if (version === 1) changes.add({ ...key, dueAt: recordedAt, payload: { streamId } });
      else changes.remove(key);
    }
    await changes.write(tx);
  },
};

describe('a task table that is built anew', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  let replica: TestReplica;
  let queue: TaskQueue<JsonObject>;
  beforeEach(async () => {
    log = await openTestLog();
    replica = await startReplica(log.url, counterTasks);
    queue = new TaskQueue(log.database.db, table, systemRuntime.timers);
  });
  afterEach(async () => {
    await replica.stop();
    await log.close();
  });

  const count = async (stream = aStream(), expectedVersion = 0) => {
    const events = [{ type: 'Counted', data: { by: 1 } }];
    await log.store.append([{ stream, expectedVersion, events, context: byOperator() }]);
    await replica.runner.caughtUp(5_000);
    return stream;
  };
  const rebuild = async () => {
    await replica.readModels.requestRebuild(counterTasks.name);
    await eventually(async () => expect((await replica.status()).rebuild?.status).toBe('done'), {
      withinMs: 20_000,
    });
  };

  it('leaves each task with the worker that holds it, and the trouble it had', async () => {
    const held = await count();
    const [task] = await queue.claim(1);
    if (!task) throw new Error('There was nothing to take.');
    const resting = await count();
    const [other] = await queue.claim(1);
    if (!other) throw new Error('There was nothing to take.');
    await queue.release(other, 60_000, 4);
    await rebuild();
    expect([task.key, other.key]).toEqual([held.id, resting.id]);
    expect(await queue.claim(5)).toEqual([]);
    expect(await queue.renew(task)).toBe(true);
    await queue.release(task, 0, 0);
    expect(keysOf(await queue.claim(5))).toEqual([held.id]);
  });

  it('lets no worker end a task: what the facts have not removed is given again', async () => {
    const stream = await count();
    const [task] = await queue.claim(1);
    if (!task) throw new Error('There was nothing to take.');
    await queue.complete(task);
    await rebuild();
    await log.database.pool.query('update work_task set rest_until = statement_timestamp()');
    expect(keysOf(await queue.claim(1))).toEqual([stream.id]);
  });

  it('never gives a fence again, so that a worker from before finds its task lost', async () => {
    await count();
    const [before] = await queue.claim(1);
    if (!before) throw new Error('There was nothing to take.');
    await log.database.pool.query('update work_task set lease_until = null, fence = null');
    await rebuild();
    const [after] = await queue.claim(1);
    expect(after?.fence).toBeGreaterThan(before.fence);
    expect(await queue.renew(before)).toBe(false);
  });

  it('holds what the facts say, whatever workers did meanwhile', async () => {
    const streams = [await count(), await count(), await count()];
    for (const task of await queue.claim(2)) await queue.complete(task);
    const [first] = streams;
    await count(first, 1);
    expect((await compareWithLog(log.database.db, replica.readModel)).equal).toBe(true);
    await rebuild();
    const { rows } = await log.database.pool.query<{ key: string }>('select key from work_task');
    expect(rows.map(({ key }) => key).sort()).toEqual(
      streams
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    );
  });
});
