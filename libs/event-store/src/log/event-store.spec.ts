import { systemRuntime } from '@clipcast/kernel';
import { aProfile, aStream, byOperator, withKey, type Counted } from '../testing/counter.ts';
import { openTestLog } from '../testing/open-test-log.ts';
import type { AppendCommand, StreamRef } from './events.ts';

const counted = (by: number): Counted => ({ type: 'Counted', data: { by } });
const warning = {
  type: 'QuotaWarningReached',
  data: { month: '2026-11', spentUsd: '9.0', reservedUsd: '0', limitUsd: '10', enforcement: 'hard' },
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

  it('numbers public facts densely of their own', async () => {
    const { publicNumber } = await log.store.head();
    await log.store.append([{ ...append(aStream(), 0), events: [counted(1), warning, counted(2), warning] }]);
    const numbers = (await log.store.readPublic(publicNumber)).map((event) => event.publicNumber);
    expect(numbers).toEqual([publicNumber + 1n, publicNumber + 2n]);
  });

  it('never changes a fact', async () => {
    await expect(log.database.pool.query('update events set version = 9')).rejects.toThrow('append-only');
    await expect(log.database.pool.query('truncate events')).rejects.toThrow('append-only');
  });
});

/** The contract of the log under fire: this is what every cursor, gap check and refill rests on. */
describe('the log under 32 writers with conflicts and broken batches', () => {
  it('has positions without holes in commit order, and every reader sees a prefix', async () => {
    const log = await openTestLog();
    try {
      const streams = Array.from({ length: 12 }, () => aStream());
      const tornReads: string[] = [];
      const written = new AbortController();
      const reader = (async () => {
        for (let last = 0n; !written.signal.aborted;) {
          const events = await log.store.readAll(last, 200);
          events.forEach(({ position }, index) => {
            if (position !== last + BigInt(index) + 1n) tornReads.push(`${position} after ${last}`);
          });
          last = events.at(-1)?.position ?? last;
        }
      })();
      let appended = 0;
      const writer = async (seed: number) => {
        for (let round = 0; round < 25; round += 1) {
          const stream = streams[(seed * 7 + round) % streams.length] ?? aStream();
          const { length: version } = await log.store.readStream(stream);
          if (round % 5 === 4) {
            const broken = {
              ...append(stream, version, 1),
              events: [counted(1), { type: 'Counted', data: { text: '\u0000' } }],
            };
            await log.store.append([broken]).catch(() => undefined);
          }
          const answers = await log.store.append([
            append(stream, version, round, seed),
            append(aStream(), 0, 1),
          ]);
          appended += answers.reduce(
            (sum, { outcome }, index) => sum + (outcome === 'appended' ? 2 - index : 0),
            0,
          );
        }
      };
      await Promise.all(Array.from({ length: 32 }, (_, seed) => writer(seed)));
      written.abort();
      await reader;

      expect(tornReads).toEqual([]);
      const { position } = await log.store.head();
      expect(position).toBe(BigInt(appended));
      const { rows } = await log.database.pool.query<{ holes: bigint; inversions: bigint }>(`
        select count(*) filter (where position <> expected) as holes,
               count(*) filter (where version <> expected_version) as inversions
          from (select position, row_number() over (order by position) as expected, version,
                       row_number() over (partition by stream_id order by position) as expected_version from events) e`);
      expect(rows).toEqual([{ holes: 0n, inversions: 0n }]);
    } finally {
      await log.close();
    }
  }, 60_000);
});
