import { jest } from '@jest/globals';
import { DomainError, systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aStream, byOperator, count, counter, withKey, type Counted } from '../testing/counter.ts';
import { openTestLog } from '../testing/open-test-log.ts';
import type { CommandContext, StreamRef } from '../log/events.ts';
import type { Aggregate } from './aggregate.ts';
import { Deciders } from './deciders.ts';

jest.setTimeout(60_000);

let log: Awaited<ReturnType<typeof openTestLog>>;
let deciders: Deciders;
beforeAll(async () => (log = await openTestLog()));
beforeEach(() => (deciders = new Deciders(log.store, systemRuntime)));
afterAll(() => log.close());

interface Adding {
  readonly context?: CommandContext;
  readonly limit?: number;
  readonly expectedVersion?: number;
  readonly by?: Deciders;
}

const add = (
  target: StreamRef,
  by: number,
  { context = byOperator(), limit, expectedVersion, ...on }: Adding = {},
) =>
  (on.by ?? deciders).handle({
    aggregate: counter,
    target,
    context,
    expectedVersion,
    decide: count(by, limit),
    reply: ({ total }, version) => ({ total, version }),
  });
const replyOf = (total: number, version: number) => ({ reply: { total, version }, replayed: false });
const lengthOf = async (target: StreamRef) => (await log.store.readStream(target)).length;
const reads = () => jest.spyOn(log.store, 'readStream');
afterEach(() => jest.restoreAllMocks());

describe('a command', () => {
  it('is decided from the state, appended, and answered from the state after it', async () => {
    const target = aStream();
    await add(target, 2);
    expect(await add(target, 3)).toEqual(replyOf(5, 2));
  });

  it('on a stream that nobody else writes reads nothing', async () => {
    const target = aStream();
    await add(target, 1);
    const reading = reads();
    await add(target, 1);
    await Promise.all([add(target, 1), add(target, 1)]);
    expect(reading).not.toHaveBeenCalled();
    expect(await lengthOf(target)).toBe(4);
  });

  it('is decided again from the newer facts alone when another replica was faster', async () => {
    const target = aStream();
    const other = new Deciders(log.store, systemRuntime);
    await add(target, 1);
    await add(target, 10, { by: other });
    const reading = reads();
    expect(await add(target, 100)).toEqual(replyOf(111, 3));
    // From the last fact that is known, to see that it is still there.
    expect(reading.mock.calls.map(([, afterVersion]) => afterVersion)).toEqual([0]);
  });

  it('answers a repeated key with the first answer, also when the state would refuse it today', async () => {
    const target = aStream();
    const context = withKey(systemRuntime.ids.next(), 'f');
    const first = await add(target, 10, { context, limit: 10 });
    expect(await add(target, 10, { context, limit: 10 })).toEqual({ ...first, replayed: true });
    expect(await lengthOf(target)).toBe(1);
  });

  it('answers a repeated key with If-Match with the first answer, although the version has moved', async () => {
    const target = aStream();
    const context = withKey(systemRuntime.ids.next(), 'f');
    const first = await add(target, 1, { context, expectedVersion: 0 });
    expect(await add(target, 1, { context, expectedVersion: 0 })).toEqual({ ...first, replayed: true });
  });

  it('with a key that was used for another request is refused', async () => {
    const target = aStream();
    const commandId = systemRuntime.ids.next();
    await add(target, 1, { context: withKey(commandId, 'f') });
    await expect(add(target, 1, { context: withKey(commandId, 'g') })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it('that was refused stays refused under its key, so that a late repetition cannot succeed', async () => {
    const target = aStream();
    const context = withKey(systemRuntime.ids.next(), 'f');
    await expect(add(target, 11, { context, limit: 10 })).rejects.toMatchObject({ code: 'limit_reached' });
    await expect(add(target, 11, { context, limit: 100 })).rejects.toMatchObject({ code: 'limit_reached' });
  });

  it('is not refused because of an outdated state', async () => {
    const target = aStream();
    await add(target, 10, { limit: 10 });
    const emptying = { stream: target, expectedVersion: 1, events: [{ type: 'Counted', data: { by: -10 } }] };
    await log.store.append([{ ...emptying, context: byOperator() }]);
    expect(await add(target, 5, { limit: 10 })).toEqual(replyOf(5, 3));
  });

  it('for an outdated version is refused and changes nothing', async () => {
    const target = aStream();
    await add(target, 1);
    await expect(add(target, 1, { expectedVersion: 0 })).rejects.toMatchObject({ code: 'version_mismatch' });
    expect(await lengthOf(target)).toBe(1);
  });

  it('stops by name at a fact that this release does not know', async () => {
    const target = aStream();
    const events = [{ type: 'Doubled', data: {} }];
    await log.store.append([{ stream: target, expectedVersion: 0, events, context: byOperator() }]);
    await expect(add(target, 1)).rejects.toThrow('Doubled');
  });

  it('that was called off, or waited too long, is not carried out', async () => {
    const target = aStream();
    const command = {
      aggregate: counter,
      target,
      context: byOperator(),
      decide: count(1),
      reply: () => null,
    };
    await expect(deciders.handle({ ...command, signal: AbortSignal.abort('off') })).rejects.toBe('off');
    await expect(deciders.handle({ ...command, withinMs: -1 })).rejects.toMatchObject({
      code: 'command_timeout',
    });
    expect(await lengthOf(target)).toBe(0);
  });
});

/** The gap between the last look at an empty queue and the end of the work is where a command could be forgotten. */
it.each(Array.from({ length: 11 }, (_, hops) => hops))(
  'a command that comes %s microtasks after the answer to the one before it is answered too',
  async (hops) => {
    const target = aStream();
    await add(target, 1);
    for (let hop = 0; hop < hops; hop += 1) await Promise.resolve();
    expect(await add(target, 1)).toEqual(replyOf(2, 2));
  },
);

describe('a database that lost its newest facts', () => {
  const lose = async (target: StreamRef, fromVersion: number) => {
    const { pool } = log.database;
    await pool.query('alter table events disable trigger events_are_facts');
    await pool.query('delete from events where stream_id = $1 and version >= $2', [target.id, fromVersion]);
    await pool.query('alter table events enable trigger events_are_facts');
  };
  const another = (target: StreamRef, version: number, by: number) =>
    add(target, by, { by: new Deciders(log.store, systemRuntime), expectedVersion: version });

  it('is believed, not the state in memory', async () => {
    const target = aStream();
    for (const by of [1, 2, 100]) await add(target, by);
    await lose(target, 3);
    expect(await deciders.read(counter, target)).toMatchObject({ state: { total: 3 }, version: 2 });
    expect(await add(target, 1)).toEqual(replyOf(4, 3));
  });

  it('also when somebody else has written another fact in the place of one that is lost', async () => {
    const target = aStream();
    for (const by of [1, 2, 3]) await add(target, by);
    await lose(target, 3);
    await another(target, 2, 100);
    expect(await add(target, 1)).toEqual(replyOf(104, 4));
  });

  it('and has gone further since', async () => {
    const target = aStream();
    for (const by of [1, 2, 3]) await add(target, by);
    await lose(target, 3);
    await another(target, 2, 100);
    await another(target, 3, 1_000);
    await expect(add(target, 1, { limit: 1_000 })).rejects.toMatchObject({ code: 'limit_reached' });
    expect((await deciders.read(counter, target)).state).toEqual({ total: 1_103 });
  });
});

describe('commands that come together on one stream', () => {
  it('share an append, and each is answered alone', async () => {
    const target = aStream();
    await add(target, 1);
    const appends = jest.spyOn(log.store, 'appendChain');
    const answers = await Promise.all([add(target, 1), add(target, 2), add(target, 3)]);
    expect(answers).toEqual([replyOf(2, 2), replyOf(4, 3), replyOf(7, 4)]);
    expect(appends).toHaveBeenCalledTimes(1);
  });

  it('hold an invariant, over two replicas that race for it too', async () => {
    const target = aStream();
    const replicas = [deciders, new Deciders(log.store, systemRuntime)];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 120 }, (_, index) =>
        add(target, 1, { limit: 50, by: replicas[index % 2] ?? deciders }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    expect(await lengthOf(target)).toBe(50);
  });

  it('do not suffer from a refused, a broken or a repeated one between them', async () => {
    const target = aStream();
    const repeated = withKey(systemRuntime.ids.next(), 'f');
    const first = await add(target, 1, { context: repeated });
    const broken = deciders.handle({
      aggregate: counter,
      target,
      context: byOperator(),
      decide: () => {
        throw new TypeError('a fault of the decision');
      },
      reply: () => null,
    });
    const outcomes = await Promise.allSettled([
      add(target, 1),
      broken,
      add(target, 1_000, { limit: 10 }),
      add(target, 1, { context: repeated }),
      add(target, 5),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(outcomes[3]).toMatchObject({ value: { ...first, replayed: true } });
    expect((await deciders.read(counter, target)).state).toEqual({ total: 7 });
  });

  it('suffer alone when one of them makes the statement fail', async () => {
    const target = aStream();
    const wrongScope = { ...byOperator(), idempotency: { commandId: 'no uuid' } };
    const outcomes = await Promise.allSettled([
      add(target, 1),
      add(target, 2, { context: wrongScope }),
      add(target, 4),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await deciders.read(counter, target)).state).toEqual({ total: 5 });
  });

  it('are told when they are called off or too late, also while the log does not answer', async () => {
    const target = aStream();
    const lockHolder = await log.database.pool.connect();
    try {
      await lockHolder.query('begin');
      await lockHolder.query('select 1 from log_head for update');
      const first = add(target, 1);
      await eventually(async () => {
        const { rowCount } = await log.database.pool.query(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        );
        expect(rowCount).toBe(1);
      });
      const calledOff = new AbortController();
      const command = {
        aggregate: counter,
        target,
        context: byOperator(),
        decide: count(1),
        reply: () => null,
      };
      const waiting = [
        deciders.handle({ ...command, signal: calledOff.signal }),
        deciders.handle({ ...command, withinMs: 50 }),
      ];
      calledOff.abort('off');
      const [one, other] = await Promise.allSettled(waiting);
      expect(one).toEqual({ status: 'rejected', reason: 'off' });
      expect(other).toMatchObject({ reason: { code: 'command_timeout' } });
      await lockHolder.query('commit');
      await first;
    } finally {
      lockHolder.release();
    }
  });

  /** The trap: the version another replica brought the stream to is the one a later command of the chain expects. */
  it('are decided again when the first of them met a conflict, although the version of the next one fits', async () => {
    const target = aStream();
    await add(target, 1, { limit: 3 });
    const foreign = { stream: target, expectedVersion: 1, events: [{ type: 'Counted', data: { by: 2 } }] };
    await log.store.append([{ ...foreign, context: byOperator() }]);
    const outcomes = await Promise.allSettled([add(target, 1, { limit: 3 }), add(target, 1, { limit: 3 })]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await deciders.read(counter, target)).state).toEqual({ total: 3 });
  });
});

describe('rows written alongside', () => {
  const taken = async () =>
    (await log.database.pool.query<{ name: string }>('select name from taken_name')).rows.map(
      ({ name }) => name,
    );
  const take = (name: string, target = aStream(), context = byOperator(), fails = false) =>
    deciders.handle({
      aggregate: counter,
      target,
      context,
      decide: count(1, 1),
      reply: () => name,
      alongside: async (tx) => {
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('taken_name' as never)
          .values({ name } as never)
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows !== 1n)
          throw new DomainError('name_taken', 'conflict', 'The name is taken.');
        if (fails) throw new Error('planted');
      },
    });
  beforeAll(() => log.database.pool.query('create table taken_name (name text primary key)'));
  beforeEach(() => log.database.pool.query('truncate taken_name'));

  it('are there as soon as the command is answered, and only one of two gets the name', async () => {
    const outcomes = await Promise.allSettled([take('acme'), take('acme')]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await taken()).toEqual(['acme']);
  });

  it('are not there when the command was refused, failed, or had been carried out before', async () => {
    const target = aStream();
    const context = withKey(systemRuntime.ids.next(), 'f');
    await take('first', target, context);
    expect(await take('second', target, context)).toEqual({ reply: 'first', replayed: true });
    await expect(take('third', target)).rejects.toMatchObject({ code: 'limit_reached' });
    await expect(take('fourth', aStream(), byOperator(), true)).rejects.toThrow('planted');
    expect(await taken()).toEqual(['first']);
  });

  it('that refuse are remembered with the key', async () => {
    const context = withKey(systemRuntime.ids.next(), 'f');
    const target = aStream();
    await take('acme');
    await expect(take('acme', target, context)).rejects.toMatchObject({ code: 'name_taken' });
    await log.database.pool.query('truncate taken_name');
    await expect(take('acme', target, context)).rejects.toMatchObject({ code: 'name_taken' });
  });
});

describe('a long stream', () => {
  const long: Aggregate<{ total: number }, Counted> = {
    ...counter,
    streamType: 'long-counter',
    snapshots: { format: 1, save: ({ total }) => total, load: (total) => ({ total: Number(total) }) },
  };
  const longStream = async (length: number) => {
    const target = { ...aStream(), type: long.streamType };
    for (let version = 0; version < length; version += 1_000) {
      const events = Array.from({ length: 1_000 }, () => ({ type: 'Counted', data: { by: 1 } }));
      await log.store.append([{ stream: target, expectedVersion: version, events, context: byOperator() }]);
    }
    return target;
  };

  it('opens from its snapshot and the facts after it', async () => {
    const target = await longStream(3_000);
    await deciders.read(long, target);
    await eventually(async () =>
      expect(await log.store.readSnapshot(target, 1)).toMatchObject({ version: 3_000, state: 3_000 }),
    );
    await log.store.append([
      {
        stream: target,
        expectedVersion: 3_000,
        events: [{ type: 'Counted', data: { by: 5 } }],
        context: byOperator(),
      },
    ]);
    const reading = reads();
    const again = await new Deciders(log.store, systemRuntime).read(long, target);
    expect(again).toMatchObject({ state: { total: 3_005 }, version: 3_001 });
    expect(reading.mock.calls.map(([, afterVersion]) => afterVersion)).toEqual([2_999]);
  });

  it('is read from its start when the snapshot has another format', async () => {
    const target = await longStream(1_000);
    await log.store.saveSnapshot(target, 1, {
      version: 1_000,
      lastEventId: systemRuntime.ids.next(),
      state: 'nonsense of an older release',
    });
    const newer = { ...long, snapshots: { format: 2, save: () => 0, load: () => ({ total: -1 }) } };
    expect((await new Deciders(log.store, systemRuntime).read(newer, target)).state).toEqual({
      total: 1_000,
    });
  });
});
