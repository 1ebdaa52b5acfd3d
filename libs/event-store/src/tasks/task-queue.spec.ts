import type { JsonObject } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aProfile } from '../testing/counter.ts';
import type { Task } from './task.ts';
import type { TaskQueue } from './task-queue.ts';
import { aTask, keysOf, table, taskFixture } from './testing/task-fixture.ts';

const inSeconds = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
const FAR_AHEAD = new Date('2999-01-01T00:00:00Z');

describe('a task queue', () => {
  let tasks: Awaited<ReturnType<typeof taskFixture>>;
  beforeAll(async () => (tasks = await taskFixture()));
  afterEach(() => tasks.clear());
  afterAll(() => tasks.close());

  const one = async (queue: TaskQueue<JsonObject>): Promise<Task<JsonObject>> => {
    const [task] = await queue.claim(1);
    if (!task) throw new Error('There was nothing to take.');
    return task;
  };
  const finish = async (queue: TaskQueue<JsonObject>) => {
    const task = await one(queue);
    await queue.complete(task);
    return task.key;
  };

  describe('is fair between profiles', () => {
    const [big, small, third] = [aProfile(), aProfile(), aProfile()];

    it('gives every profile its first task before any its second', async () => {
      await tasks.pileUp(big, 5_000);
      await tasks.add(aTask(small, 'single', { dueAt: inSeconds(9) }));
      await tasks.add(aTask(third, 'single-too', { dueAt: inSeconds(9) }));
      expect(keysOf(await tasks.queue().claim(3))).toEqual(expect.arrayContaining(['single', 'single-too']));
    });

    it('also across calls: who holds a lease comes after who holds none', async () => {
      await tasks.pileUp(big, 5_000);
      const [first, second] = [tasks.queue(), tasks.queue()];
      expect(await first.claim(8)).toHaveLength(8);
      await tasks.add(aTask(small, 'single', { dueAt: inSeconds(9) }));
      expect(keysOf(await second.claim(1))).toEqual(['single']);
    });

    /** With one task at a time nobody holds a lease while the next one is chosen. */
    it('also for a worker that does one task at a time', async () => {
      await tasks.pileUp(big, 5_000);
      await tasks.add(aTask(small, 'a'), aTask(small, 'b'), aTask(third, 'c'));
      const queue = tasks.queue();
      const done: string[] = [];
      for (let turn = 0; turn < 5; turn += 1) done.push(await finish(queue));
      expect(done.filter((key) => !key.startsWith('pile')).sort()).toEqual(['a', 'b', 'c']);
    });

    it('reaches every profile also where more wait than one call considers', async () => {
      await tasks.pileUp(big, 1_000);
      const many = Array.from({ length: 400 }, aProfile);
      await tasks.add(...many.map((profileId) => aTask(profileId, 'later', { dueAt: FAR_AHEAD })));
      const last = aProfile();
      await tasks.add(aTask(last, 'single', { dueAt: inSeconds(9) }));
      const queue = tasks.queue();
      const done: string[] = [];
      for (let turn = 0; turn < 5; turn += 1) done.push(await finish(queue));
      expect(done).toContain('single');
    });

    it('serves everybody once before it serves anybody twice, however many they are', async () => {
      const many = Array.from({ length: 600 }, aProfile);
      await tasks.add(...many.flatMap((profileId) => [aTask(profileId, 'x'), aTask(profileId, 'y')]));
      const queue = tasks.queue();
      const served: string[] = [];
      while (served.length < many.length) {
        const taken = await queue.claim(50);
        for (const task of taken) await queue.complete(task);
        served.push(...taken.map(({ profileId }) => profileId));
      }
      expect(new Set(served).size).toBe(many.length);
    });

    it('keeps a profile within its cap, and gives the rest to others', async () => {
      await tasks.pileUp(big, 20);
      await tasks.pileUp(small, 20);
      const queue = tasks.queue({ perProfileMax: 3 });
      const taken = [...(await queue.claim(4)), ...(await queue.claim(10))];
      const held = (of: string) => taken.filter(({ profileId }) => profileId === of).length;
      expect([held(big), held(small)]).toEqual([3, 3]);
    });
  });

  it('gives the more urgent task of a profile first, then the one that was due first', async () => {
    const profileId = aProfile();
    await tasks.add(
      aTask(profileId, 'usual, later', { dueAt: inSeconds(2) }),
      aTask(profileId, 'usual, sooner', { dueAt: inSeconds(1) }),
      aTask(profileId, 'can wait', { priority: 9 }),
      aTask(profileId, 'urgent', { dueAt: inSeconds(3), priority: -1 }),
      aTask(profileId, 'urgent, not due', { dueAt: FAR_AHEAD, priority: -1 }),
    );
    const queue = tasks.queue();
    const order: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) order.push(await finish(queue));
    expect(order).toEqual(['urgent', 'usual, sooner', 'usual, later', 'can wait']);
    expect(await queue.claim(1)).toEqual([]);
  });

  it('gives nothing before its time, and everything after it, by the clock of the database', async () => {
    const profileId = aProfile();
    await tasks.add(aTask(profileId, 'now'), aTask(profileId, 'later', { dueAt: FAR_AHEAD }));
    const queue = tasks.queue();
    const task = await one(queue);
    expect(task.key).toBe('now');
    expect(await queue.claim(5)).toEqual([]);
    await queue.release(task, 150, 2);
    expect(await queue.claim(5)).toEqual([]);
    const again = await eventually(() => one(queue));
    expect(again).toMatchObject({ key: 'now', tries: 2 });
  });

  it('never gives a task to two replicas, however they compete', async () => {
    const profiles = [aProfile(), aProfile(), aProfile()];
    for (const profileId of profiles) await tasks.pileUp(profileId, 100);
    const taken: string[] = [];
    const compete = async () => {
      const queue = tasks.queue();
      for (let claimed = -1; claimed !== 0 || taken.length < 300;) {
        const got = await queue.claim(5);
        claimed = got.length;
        taken.push(...got.map(({ profileId, key }) => `${profileId} ${key}`));
      }
    };
    await Promise.all(Array.from({ length: 6 }, compete));
    expect([taken.length, new Set(taken).size]).toEqual([300, 300]);
  });

  describe('takes a lease back', () => {
    it('when its worker was not heard of for the time of a lease', async () => {
      await tasks.add(aTask(aProfile(), 'a'));
      const [dead, other] = [tasks.queue({ leaseMs: 100 }), tasks.queue()];
      await one(dead);
      expect(await other.claim(1)).toEqual([]);
      expect((await eventually(() => one(other))).key).toBe('a');
    });

    it('not while its worker renews it', async () => {
      await tasks.add(aTask(aProfile(), 'a'));
      const [short, long] = [tasks.queue({ leaseMs: 1 }), tasks.queue()];
      const task = await one(short);
      expect(await long.renew(task)).toBe(true);
      expect(await tasks.queue().claim(1)).toEqual([]);
    });

    it('for good: a paused worker that wakes up can do nothing to the task', async () => {
      await tasks.add(aTask(aProfile(), 'a'));
      const [paused, other] = [tasks.queue(), tasks.queue()];
      const old = await one(paused);
      await tasks.expireLeases();
      const current = await one(other);
      expect(current.fence).toBeGreaterThan(old.fence);
      const before = await tasks.rows();
      expect([await paused.renew(old), await paused.release(old, 0, 7), await paused.complete(old)]).toEqual([
        false,
        false,
        false,
      ]);
      expect(await tasks.rows()).toEqual(before);
      expect(await other.renew(current)).toBe(true);
    });

    /** The same task under the same key, made anew by facts or by a rebuild, is not the one that was taken. */
    it('also when the task was removed and came again', async () => {
      const profileId = aProfile();
      await tasks.add(aTask(profileId, 'a'));
      const queue = tasks.queue();
      const old = await one(queue);
      await tasks.remove(old);
      await tasks.add(aTask(profileId, 'a'));
      expect(await queue.renew(old)).toBe(false);
      const current = await one(queue);
      expect(current.fence).toBeGreaterThan(old.fence);
      expect(await queue.complete(old)).toBe(false);
    });

    it('not twice: what was released or completed is not held any more', async () => {
      const profileId = aProfile();
      await tasks.add(aTask(profileId, 'a'), aTask(profileId, 'b'));
      const queue = tasks.queue();
      const [released, completed] = [await one(queue), await one(queue)];
      await queue.release(released, 60_000, 0);
      await queue.complete(completed);
      for (const task of [released, completed]) {
        expect([await queue.renew(task), await queue.release(task, 0, 0)]).toEqual([false, false]);
      }
      expect(await queue.claim(2)).toEqual([]);
    });
  });

  it('does not give a completed task again while the fact that removes it may be on its way', async () => {
    await tasks.add(aTask(aProfile(), 'a'));
    const queue = tasks.queue();
    await queue.complete(await one(queue));
    expect(await queue.claim(1)).toEqual([]);
    expect(await tasks.rows()).toMatchObject([{ key: 'a', leased: false }]);
  });

  /** A worker of another release may take for an end what is none. */
  it('gives a completed task again when no fact has removed it', async () => {
    await tasks.add(aTask(aProfile(), 'a'));
    const queue = tasks.queue();
    await queue.complete(await one(queue));
    await tasks.expireRests();
    expect(keysOf(await queue.claim(1))).toEqual(['a']);
  });

  it('gives a completed task again at once when there was news while it was worked on', async () => {
    const profileId = aProfile();
    await tasks.add(aTask(profileId, 'a'));
    const queue = tasks.queue();
    const task = await one(queue);
    await tasks.changes((changes) => changes.change(aTask(profileId, 'a')));
    await queue.complete(task);
    expect(keysOf(await queue.claim(1))).toEqual(['a']);
  });

  it('settles many leases at once, each in its own way, and tells those alone who have lost theirs', async () => {
    const profileId = aProfile();
    await tasks.add(...['a', 'b', 'c', 'd'].map((key) => aTask(profileId, key)));
    const queue = tasks.queue();
    const [a, b, c, d] = (await queue.claim(4)).sort((one, other) => (one.key < other.key ? -1 : 1));
    if (!a || !b || !c || !d) throw new Error('There was nothing to take.');
    const stale = { ...b, fence: b.fence - 1n };
    await tasks.remove(d);
    const settled = await Promise.all([
      queue.complete(a),
      queue.complete(stale),
      queue.release(b, 0, 3),
      queue.renew(c),
      queue.renew(d),
    ]);
    expect(settled).toEqual([true, false, true, true, false]);
    expect(await tasks.rows()).toMatchObject([
      { key: 'a', leased: false, free: false, tries: 0 },
      { key: 'b', leased: false, free: true, tries: 3 },
      { key: 'c', leased: true, tries: 0 },
    ]);
  });

  /** Waiting for it with other rows in hand could end in a ring, of which PostgreSQL fails somebody. */
  it('waits for a row that somebody else changes at this moment, with no other row in hand', async () => {
    const profileId = aProfile();
    await tasks.add(aTask(profileId, 'a'), aTask(profileId, 'b'));
    const queue = tasks.queue();
    const [a, b] = await queue.claim(2);
    if (!a || !b) throw new Error('There was nothing to take.');
    let releasing: Promise<boolean> | undefined;
    await tasks.db.transaction().execute(async (tx) => {
      const changes = table.changes();
      changes.wake(a);
      await changes.write(tx);
      releasing = queue.release(a, 3_600_000, 0);
      expect(await queue.complete(b)).toBe(true);
    });
    expect(await releasing).toBe(true);
    expect(keysOf(await queue.claim(2))).toEqual([a.key]);
  });

  it('lets go of nobody when a task is added that is there already', async () => {
    const profileId = aProfile();
    await tasks.add(aTask(profileId, 'a', { payload: { first: true } }));
    const queue = tasks.queue();
    const task = await one(queue);
    await tasks.add(aTask(profileId, 'a', { payload: { first: false } }), aTask(profileId, 'b'));
    expect(keysOf(await queue.claim(2))).toEqual(['b']);
    expect(task.payload).toEqual({ first: true });
    expect(await queue.renew(task)).toBe(true);
  });

  it('reads a batch of facts in its order', async () => {
    const profileId = aProfile();
    await tasks.add(aTask(profileId, 'ended'), aTask(profileId, 'renewed', { payload: { age: 1 } }));
    const changes = table.changes();
    changes.add(aTask(profileId, 'short-lived'));
    changes.remove(
      { profileId, key: 'short-lived' },
      { profileId, key: 'ended' },
      { profileId, key: 'renewed' },
    );
    changes.add(aTask(profileId, 'renewed', { payload: { age: 2 } }));
    await tasks.db.transaction().execute((tx) => changes.write(tx));
    const left = await tasks.queue().claim(9);
    expect(left).toMatchObject([{ key: 'renewed', payload: { age: 2 } }]);
  });

  describe('wakes', () => {
    const [mine, other] = [aProfile(), aProfile()];
    const restFor = async (queue: TaskQueue<JsonObject>, count: number) => {
      for (const task of await queue.claim(count)) await queue.release(task, 3_600_000, 0);
    };

    it('a task that rests, and no other', async () => {
      await tasks.add(aTask(mine, 'a'), aTask(mine, 'b'));
      const queue = tasks.queue();
      await restFor(queue, 2);
      await tasks.changes((changes) => changes.wake({ profileId: mine, key: 'a' }));
      expect(keysOf(await queue.claim(5))).toEqual(['a']);
    });

    it('all tasks of a profile, or everybody’s', async () => {
      await tasks.add(aTask(mine, 'a'), aTask(other, 'b'));
      const queue = tasks.queue();
      await restFor(queue, 2);
      await tasks.changes((changes) => changes.wakeAll(other));
      expect(keysOf(await queue.claim(5))).toEqual(['b']);
      await tasks.changes((changes) => changes.wakeAll());
      expect(keysOf(await queue.claim(5))).toEqual(['a']);
    });

    it('none before it is due', async () => {
      await tasks.add(aTask(mine, 'later', { dueAt: FAR_AHEAD }));
      await tasks.changes((changes) => changes.wake({ profileId: mine, key: 'later' }));
      expect(await tasks.queue().claim(5)).toEqual([]);
    });

    /** What a worker reckons its rest from may be older than the news that it was woken for. */
    it('also a task that somebody has in hand: the rest it is given back with does not count', async () => {
      await tasks.add(aTask(mine, 'a'), aTask(mine, 'b'));
      const queue = tasks.queue();
      const [a, b] = await queue.claim(2);
      if (!a || !b) throw new Error('There was nothing to take.');
      await tasks.changes((changes) => {
        changes.wake(a);
        changes.change(aTask(mine, b.key));
      });
      expect(await queue.release(a, 3_600_000, 0)).toBe(true);
      expect(await queue.release(b, 3_600_000, 0)).toBe(true);
      expect(keysOf(await queue.claim(5)).sort()).toEqual(['a', 'b']);
    });

    it('a task whose time is changed, to the new time; one that is not there is added', async () => {
      await tasks.add(aTask(mine, 'a', { dueAt: FAR_AHEAD }), aTask(mine, 'b'));
      await tasks.changes((changes) =>
        changes.change(aTask(mine, 'a'), aTask(mine, 'b', { dueAt: FAR_AHEAD }), aTask(mine, 'c')),
      );
      expect(keysOf(await tasks.queue().claim(5)).sort()).toEqual(['a', 'c']);
    });
  });
});
