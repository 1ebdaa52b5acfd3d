import { eventVersions, UnknownVersionError } from '@clipcast/contracts';
import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import type { PoolClient } from 'pg';
import { aProfile, aStream, byOperator, withKey, type Counted } from '../testing/counter.ts';
import { openTestLog } from '../testing/open-test-log.ts';
import { appendCommands, type AppendStatement } from './append-statement.ts';
import { EventStore } from './event-store.ts';
import type { AppendCommand, StreamRef } from './events.ts';

const counted = (by: number): Counted => ({ type: 'Counted', data: { by } });
const warning = {
  type: 'QuotaWarningReached',
  data: {
    month: '2026-11',
    spentUsd: '9.0',
    reservedUsd: '0',
    limitUsd: '10',
    enforcement: 'hard',
    thresholdPercent: 90,
  },
};
const append = (
  stream: StreamRef,
  expectedVersion: AppendCommand['expectedVersion'],
  ...by: number[]
): AppendCommand => ({
  stream,
  expectedVersion,
  events: by.map(counted),
  context: byOperator(),
});

describe('the log', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  beforeAll(async () => (log = await openTestLog()));
  afterAll(() => log.close());

  it('gives back what was appended, in order, with its metadata', async () => {
    const stream = aStream();
    const [answer] = await log.store.append([append(stream, 0, 1, 2)]);
    expect(answer).toMatchObject({ outcome: 'appended', version: 2 });
    const events = await log.store.readStream(stream);
    expect(events.map(({ version, data }) => ({ version, data }))).toEqual([
      { version: 1, data: { by: 1 } },
      { version: 2, data: { by: 2 } },
    ]);
    expect(events[0]).toMatchObject({
      streamType: 'counter',
      publicNumber: null,
      meta: { actor: 'operator:test' },
    });
  });

  it('reads many streams at once: of each what is asked of it', async () => {
    const [one, other] = [aStream(), aStream()];
    await log.store.append([append(one, 0, 1, 2, 3), append(other, 0, 4, 5)]);
    const read = await Promise.all([
      log.store.readStream(one, 1),
      log.store.readStream(other),
      log.store.readStream(one, 0, 1),
      log.store.readStream(aStream()),
      log.store.readStream(other, 2),
    ]);
    expect(read.map((events) => events.map(({ data }) => (data as Counted['data']).by))).toEqual([
      [2, 3],
      [4, 5],
      [1],
      [],
      [],
    ]);
  });

  it('tells those who follow it of facts only, not of commands that were confirmed without any', async () => {
    const stream = aStream();
    let told = 0;
    const quiet = log.store.onAppend(() => (told += 1));
    await log.store.append([append(stream, 0)]);
    await log.store.append([append(stream, 7, 1)]);
    expect(told).toBe(0);
    await log.store.append([append(stream, 0, 1)]);
    expect(told).toBe(1);
    quiet();
  });

  it('answers a conflict when the stream has moved on, and when it has not come that far', async () => {
    const stream = aStream();
    await log.store.append([append(stream, 0, 1)]);
    expect(await log.store.append([append(stream, 0, 1)])).toEqual([{ outcome: 'conflict', version: 1 }]);
    expect(await log.store.append([append(stream, 7, 1)])).toEqual([{ outcome: 'conflict', version: 1 }]);
    expect(await log.store.readStream(stream)).toHaveLength(1);
  });

  it('judges each command of a batch alone', async () => {
    const [first, second] = [aStream(), aStream()];
    await log.store.append([append(second, 0, 1)]);
    const answers = await log.store.append([
      append(first, 0, 1, 2),
      append(second, 0, 5),
      append(second, 'any', 6),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['appended', 'conflict', 'appended']);
    expect((await log.store.readStream(second)).map(({ data }) => data)).toEqual([{ by: 1 }, { by: 6 }]);
  });

  it('answers a repeated command id with its first answer and appends nothing', async () => {
    const stream = aStream();
    const context = withKey(systemRuntime.ids.next(), 'f1');
    const command = { ...append(stream, 0, 1), context, result: { total: 1 } };
    await log.store.append([command]);
    const [again] = await log.store.append([{ ...command, result: { total: 99 } }]);
    expect(again).toEqual({
      outcome: 'duplicate',
      version: 1,
      first: { result: { total: 1 }, fingerprint: 'f1' },
    });
    expect(await log.store.readStream(stream)).toHaveLength(1);
  });

  it('keeps command ids apart by profile', async () => {
    const context = withKey(systemRuntime.ids.next(), 'f1');
    const answers = await log.store.append(
      [aStream(), aStream()].map((stream) => ({ ...append(stream, 0, 1), context })),
    );
    expect(answers.map(({ outcome }) => outcome)).toEqual(['appended', 'appended']);
  });

  it('shows a stream to its own profile only', async () => {
    const stream = aStream();
    await log.store.append([append(stream, 0, 1)]);
    expect(await log.store.readStream({ ...stream, profileId: aProfile() })).toEqual([]);
  });

  it('does not take a stream for one of another aggregate with the same id', async () => {
    const stream = aStream();
    await log.store.append([append(stream, 0, 1)]);
    expect(await log.store.readStream({ ...stream, type: 'budget' })).toEqual([]);
  });

  it('refuses a public fact that breaks its contract, before anything is written', async () => {
    const before = await log.store.head();
    const broken = { ...warning, data: { ...warning.data, month: 'November' } };
    await expect(log.store.append([{ ...append(aStream(), 0), events: [broken] }])).rejects.toThrow(
      'YYYY-MM',
    );
    expect(await log.store.head()).toEqual(before);
  });

  it('refuses text that no read model could hold, and takes what only looks like it', async () => {
    const withText = (text: string) => ({
      ...append(aStream(), 0),
      events: [{ type: 'Counted', data: { text } }],
    });
    for (const text of ['a\u0000b', 'half \ud83d', '\udc00'])
      await expect(log.store.append([withText(text)])).rejects.toMatchObject({ code: 'text_not_storable' });
    for (const text of ['a \\u0000 b', '\\\\ud800', 'whole 🎬', '\u00e4 \u0001'])
      expect(await log.store.append([withText(text)])).toMatchObject([{ outcome: 'appended' }]);
  });

  it('numbers public facts densely of their own', async () => {
    const { publicNumber } = await log.store.head();
    await log.store.append([{ ...append(aStream(), 0), events: [counted(1), warning, counted(2), warning] }]);
    const numbers = (await log.store.readPublic(publicNumber)).map((event) => event.publicNumber);
    expect(numbers).toEqual([publicNumber + 1n, publicNumber + 2n]);
  });

  /** An id that is recorded beside the lock of the head would be seen by nobody who holds it, until it is too late. */
  it('knows a command id that another connection is about to commit without facts', async () => {
    const { pool } = log.database;
    const context = withKey(systemRuntime.ids.next(), 'f1');
    const stream = aStream();
    const give = (expectedVersion: number | 'any', ...by: number[]) => [
      { command: log.store.encode({ ...append(stream, expectedVersion, ...by), context }), follows: false },
    ];
    const over =
      (client: PoolClient) =>
      async <Row>(statement: AppendStatement, values: unknown[]) =>
        (await client.query({ ...statement, values })).rows as Row[];
    const [first, second] = [await pool.connect(), await pool.connect()];
    try {
      await first.query('begin');
      await appendCommands(over(first), give(0));
      const answer = appendCommands(over(second), give('any', 1));
      await eventually(async () => {
        const { rowCount } = await pool.query(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        );
        expect(rowCount).toBe(1);
      });
      await first.query('commit');
      expect(await answer).toMatchObject([{ outcome: 'duplicate', first: { fingerprint: 'f1' } }]);
    } finally {
      first.release();
      second.release();
    }
  });

  it('shows a fact of an older version in the form of today, and leaves the stored one alone', async () => {
    const stream = aStream();
    await log.store.append([append(stream, 0, 7)]);
    const inCents = eventVersions('billing', { Counted: [({ by }) => ({ cents: Number(by) * 100 })] });
    const today = new EventStore('billing', log.database, systemRuntime, inCents);
    await today.append([{ ...append(stream, 1), events: [{ type: 'Counted', data: { cents: 5 } }] }]);
    expect(
      (await today.readStream(stream)).map(({ schemaVersion, data }) => ({ schemaVersion, data })),
    ).toEqual([
      { schemaVersion: 2, data: { cents: 700 } },
      { schemaVersion: 2, data: { cents: 5 } },
    ]);
    const { rows } = await log.database.pool.query(
      'select schema_version, data from events where stream_id = $1 order by version',
      [stream.id],
    );
    expect(rows).toEqual([
      { schema_version: 1, data: { by: 7 } },
      { schema_version: 2, data: { cents: 5 } },
    ]);
    await expect(log.store.readStream(stream)).rejects.toThrow(UnknownVersionError);
  });

  it('never changes a fact', async () => {
    await expect(log.database.pool.query('update events set version = 9')).rejects.toThrow('append-only');
    await expect(log.database.pool.query('truncate events')).rejects.toThrow('append-only');
  });
});
