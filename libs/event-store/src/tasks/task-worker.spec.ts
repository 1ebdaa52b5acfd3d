import { systemRuntime, type JsonObject } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aProfile } from '../testing/counter.ts';
import type { TaskQueue } from './task-queue.ts';
import { aTask, taskFixture } from './testing/task-fixture.ts';
import { TaskWorker, type TaskResult, type TaskWorkerParts } from './task-worker.ts';

type Work = TaskWorkerParts<JsonObject>['work'];

/** Work that goes on until it is called off; it tells what was begun and what was called off. */
const endlessWork = () => {
  const begun: string[] = [];
  const calledOff: string[] = [];
  const work: Work = async ({ key }, signal) => {
    begun.push(key);
    await systemRuntime.timers.sleep(60_000, signal);
    calledOff.push(key);
    return { againInMs: 0, tries: 3 };
  };
  return { begun, calledOff, work };
};

describe('a task worker', () => {
  let tasks: Awaited<ReturnType<typeof taskFixture>>;
  const stops = new Set<() => Promise<void>>();
  beforeAll(async () => (tasks = await taskFixture()));
  afterEach(async () => {
    await Promise.all([...stops].map((stop) => stop()));
    await tasks.clear();
  });
  afterAll(() => tasks.close());

  const start = (
    work: Work,
    { concurrency = 4, queue = tasks.queue() as Partial<TaskQueue<JsonObject>> } = {},
  ) => {
    const stopping = new AbortController();
    const troubles: string[] = [];
    const parts = {
      name: 'work',
      queue: queue as TaskQueue<JsonObject>,
      work,
      listen: (ring: () => void) => tasks.store.onAppend(ring),
      runtime: systemRuntime,
      onTrouble: (_: string, error: unknown) => troubles.push(String(error)),
    };
    const ended = new TaskWorker(parts, concurrency).run(stopping.signal);
    const stop = async () => {
      stops.delete(stop);
      stopping.abort();
      await ended;
    };
    stops.add(stop);
    return { stop, troubles };
  };
  const fixed =
    (result: TaskResult, seen: string[] = []): Work =>
    ({ key, tries }) => (seen.push(`${key} ${tries}`), Promise.resolve(result));

  it('works on every task once and lays aside what is done', async () => {
    const profileId = aProfile();
    const keys = Array.from({ length: 30 }, (_, index) => `task-${String(index).padStart(2, '0')}`);
    await tasks.add(...keys.map((key) => aTask(profileId, key)));
    const seen: string[] = [];
    start(fixed('done', seen));
    start(fixed('done', seen));
    await eventually(async () =>
      expect((await tasks.rows()).some(({ free, leased }) => free || leased)).toBe(false),
    );
    expect(seen.sort()).toEqual(keys.map((key) => `${key} 0`));
  });

  it('works on several tasks at a time, and on no more than it was told', async () => {
    await tasks.pileUp(aProfile(), 10);
    const running: (() => void)[] = [];
    let begun = 0;
    let most = 0;
    start(
      async () => {
        begun += 1;
        await new Promise<void>((resolve) => {
          most = Math.max(most, running.push(resolve));
        });
        return 'done';
      },
      { concurrency: 3 },
    );
    for (let turn = 0; turn < 8; turn += 1) {
      await eventually(() => expect(begun).toBe(Math.min(10, 3 + turn)));
      running.shift()?.();
    }
    expect(most).toBe(3);
    for (const end of running) end();
  });

  it('looks at a task again when it asked for it, and remembers its troubles', async () => {
    await tasks.add(aTask(aProfile(), 'a'));
    const seen: string[] = [];
    let looks = 0;
    start(({ key, tries }) => {
      seen.push(`${key} ${tries}`);
      looks += 1;
      return Promise.resolve(looks < 3 ? { againInMs: 60, tries: tries + 1 } : ('done' as const));
    });
    await eventually(() => expect(seen).toEqual(['a 0', 'a 1', 'a 2']));
  });

  it('waits out trouble that the work did not see to, says so, and tries again', async () => {
    await tasks.add(aTask(aProfile(), 'a'));
    const seen: number[] = [];
    const { troubles } = start(({ tries }) => {
      seen.push(tries);
      return tries === 0 ? Promise.reject(new Error('planted')) : Promise.resolve('done');
    });
    await eventually(() => expect(seen).toEqual([0, 1]));
    expect(troubles).toEqual(['Error: planted']);
  });

  it('keeps its lease for as long as it works', async () => {
    await tasks.add(aTask(aProfile(), 'a'));
    const { begun, calledOff, work } = endlessWork();
    const queue = tasks.queue({ leaseMs: 300 });
    let renewals = 0;
    start(work, {
      queue: countingRenewals(queue, () => (renewals += 1)),
    });
    await eventually(() => expect(renewals).toBeGreaterThanOrEqual(5), { withinMs: 10_000 });
    expect(await tasks.queue().claim(1)).toEqual([]);
    expect([begun, calledOff]).toEqual([['a'], []]);
  });

  it('is called off when its lease was given to another, and leaves the task to that one', async () => {
    await tasks.add(aTask(aProfile(), 'a'));
    const { begun, calledOff, work } = endlessWork();
    start(work, { queue: tasks.queue({ leaseMs: 300 }), concurrency: 1 });
    const other = tasks.queue();
    await eventually(() => expect(begun).toEqual(['a']));
    const taken = await eventually(async () => {
      await tasks.expireLeases();
      const [task] = await other.claim(1);
      expect(task).toBeDefined();
      return task;
    });
    await eventually(() => expect(calledOff).toEqual(['a']));
    expect(taken && (await other.renew(taken))).toBe(true);
    expect(await tasks.rows()).toMatchObject([{ leased: true, tries: 0 }]);
  });

  it('is called off at the end of its lease when nobody says whether it was renewed', async () => {
    await tasks.add(aTask(aProfile(), 'a'));
    const { begun, calledOff, work } = endlessWork();
    const queue = tasks.queue({ leaseMs: 400 });
    const { monotonicMs } = systemRuntime.clock;
    const startedAtMs = monotonicMs();
    start(work, { queue: withRenewal(queue, () => new Promise(() => undefined)), concurrency: 1 });
    await eventually(() => expect(begun).toEqual(['a']));
    await eventually(() => expect(calledOff[0]).toBe('a'));
    expect(monotonicMs() - startedAtMs).toBeGreaterThanOrEqual(390);
  });

  it('gives every task back when it is stopped, for another replica to take at once', async () => {
    const profileId = aProfile();
    await tasks.add(aTask(profileId, 'a'), aTask(profileId, 'b'));
    const { begun, calledOff, work } = endlessWork();
    const { stop } = start(work);
    await eventually(() => expect(begun).toHaveLength(2));
    await stop();
    expect(calledOff.sort()).toEqual(['a', 'b']);
    expect(await tasks.rows()).toMatchObject([
      { key: 'a', free: true, tries: 3 },
      { key: 'b', free: true, tries: 3 },
    ]);
    expect(await tasks.queue().claim(2)).toHaveLength(2);
  });

  it('goes on when the database comes back', async () => {
    await tasks.add(aTask(aProfile(), 'a'));
    const queue = tasks.queue();
    let failures = 2;
    const seen: string[] = [];
    const flaky: Partial<TaskQueue<JsonObject>> = {
      ...portOf(queue),
      claim: (limit) => ((failures -= 1) >= 0 ? Promise.reject(new Error('down')) : queue.claim(limit)),
    };
    const { troubles } = start(fixed('done', seen), { queue: flaky });
    await eventually(() => expect(seen).toEqual(['a 0']));
    expect(troubles).toEqual(['Error: down', 'Error: down']);
  });
});

const portOf = (queue: TaskQueue<JsonObject>): Partial<TaskQueue<JsonObject>> => ({
  leaseMs: queue.leaseMs,
  claim: queue.claim.bind(queue),
  renew: queue.renew.bind(queue),
  release: queue.release.bind(queue),
  complete: queue.complete.bind(queue),
});

const withRenewal = (
  queue: TaskQueue<JsonObject>,
  renew: TaskQueue<JsonObject>['renew'],
): Partial<TaskQueue<JsonObject>> => ({ ...portOf(queue), renew });

const countingRenewals = (queue: TaskQueue<JsonObject>, count: () => void): Partial<TaskQueue<JsonObject>> =>
  withRenewal(queue, (task) => (count(), queue.renew(task)));
