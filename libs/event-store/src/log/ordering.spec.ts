import { jest } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { aStream, byOperator } from '../testing/counter.ts';
import { openTestLog } from '../testing/open-test-log.ts';
import type { AppendCommand, StreamRef } from './events.ts';

jest.setTimeout(60_000);

const append = (stream: StreamRef, expectedVersion: number): AppendCommand => ({
  stream,
  expectedVersion,
  events: [{ type: 'Counted', data: { by: 1 } }],
  context: byOperator(),
});

type TestLog = Awaited<ReturnType<typeof openTestLog>>;

/** What is wrong with the order of a log; nothing, as long as its contract holds. */
const faultsOf = async ({ database: { pool }, store }: TestLog) => {
  const { rows } = await pool.query<{ facts: bigint; holes: bigint; inversions: bigint }>(`
    select count(*) as facts,
           count(*) filter (where position <> expected) as holes,
           count(*) filter (where version <> expected_version) as inversions
      from (select position, row_number() over (order by position) as expected, version,
                   row_number() over (partition by stream_id order by position) as expected_version from events) e`);
  const { position } = await store.head();
  return { ...rows[0], head: position };
};

/** Reads on and on, and remembers every fact that did not follow the one before it. */
function watch({ store }: TestLog) {
  const torn: string[] = [];
  const done = new AbortController();
  const reading = (async () => {
    for (let last = 0n; !done.signal.aborted;) {
      const events = await store.readAll(last, 200);
      events.forEach(({ position }, index) => {
        if (position !== last + BigInt(index) + 1n) torn.push(`${position} after ${last}`);
      });
      last = events.at(-1)?.position ?? last;
    }
  })();
  return {
    stop: async () => {
      done.abort();
      await reading;
      return torn;
    },
  };
}

/** The contract of the log (design, section 4): this is what every cursor, gap check and refill rests on. */
describe('positions have no holes, come in commit order, and every reader sees a prefix', () => {
  let log: TestLog;
  beforeEach(async () => (log = await openTestLog()));
  afterEach(() => log.close());

  it('under 32 writers with conflicts, statements that fail, and slow transactions that roll back', async () => {
    const streams = Array.from({ length: 12 }, () => aStream());
    const watching = watch(log);
    let appended = 0n;
    const count = (outcomes: readonly { outcome: string }[]) => {
      appended += BigInt(outcomes.filter(({ outcome }) => outcome === 'appended').length);
    };
    const slowly = async (stream: StreamRef, version: number, fails: boolean) => {
      const command = log.store.encode(append(stream, version));
      const outcome = await log.store.appendWith(command, async (tx) => {
        await sql`select pg_sleep(0.005)`.execute(tx);
        if (fails) throw new Error('planted');
      });
      count([outcome]);
    };
    const writer = async (seed: number) => {
      for (let round = 0; round < 25; round += 1) {
        const stream = streams[(seed * 7 + round) % streams.length] ?? aStream();
        const { length: version } = await log.store.readStream(stream);
        if (round % 5 === 4)
          await log.store.append([append({ ...aStream(), id: 'no uuid' }, 0)]).catch(() => undefined);
        if (round % 5 === 2) await slowly(stream, version, round % 2 === 0).catch(() => undefined);
        count(await log.store.append([append(stream, version), append(aStream(), 0)]));
      }
    };
    await Promise.all(Array.from({ length: 32 }, (_, seed) => writer(seed)));
    expect(await watching.stop()).toEqual([]);
    expect(await faultsOf(log)).toEqual({ facts: appended, head: appended, holes: 0n, inversions: 0n });
  });

  it('while a transaction stays open, in this database and in another one of the same server', async () => {
    const elsewhere = new URL(log.url);
    elsewhere.pathname = '/postgres';
    const foreign = [new pg.Client(log.url), new pg.Client(elsewhere.href)];
    for (const client of foreign) {
      await client.connect();
      await client.query('begin isolation level repeatable read');
      await client.query('create temporary table held (id xid8)');
      await client.query('insert into held select pg_current_xact_id()');
    }
    await log.store.append([append(aStream(), 0), append(aStream(), 0)]);
    expect((await log.store.readAll(0n)).map(({ position }) => position)).toEqual([1n, 2n]);
    for (const client of foreign) await client.end();
  });

  it('after its tables were copied into another server’s database, where it goes on', async () => {
    await log.store.append(Array.from({ length: 20 }, () => append(aStream(), 0)));
    const copy = await openTestLog();
    try {
      await copy.database.pool.query('delete from log_head');
      for (const table of ['log_head', 'events', 'commands']) await copyRows(log, copy, table);
      await copy.store.append([append(aStream(), 0)]);
      expect(await faultsOf(copy)).toEqual({ facts: 21n, head: 21n, holes: 0n, inversions: 0n });
      expect((await copy.store.head()).epoch).toBe((await log.store.head()).epoch);
    } finally {
      await copy.close();
    }
  });

  it('says with a new epoch that numbers may mean other facts than before', async () => {
    const { epoch } = await log.store.head();
    const renewed = await log.store.renewEpoch();
    expect(renewed).not.toBe(epoch);
    expect((await log.store.head()).epoch).toBe(renewed);
  });
});

/** As a dump does it: the rows as they are, without anything of the server they come from. */
async function copyRows(from: TestLog, to: TestLog, table: string): Promise<void> {
  const { rows } = await from.database.pool.query<{ all: unknown }>(
    `select coalesce(json_agg(t), '[]') as all from ${table} t`,
  );
  await to.database.pool.query(
    `insert into ${table} select * from json_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows[0]?.all)],
  );
}

it('uses the plan that needs no sort, from zero and near the end', async () => {
  const log = await openTestLog();
  try {
    await log.store.append(Array.from({ length: 5_000 }, () => append(aStream(), 0)));
    await log.database.pool.query('analyze events');
    for (const after of [0, 2_000, 4_990]) {
      const { rows } = await log.database.pool.query<{ 'QUERY PLAN': string }>(
        `explain select * from events where log_id = 1 and position > ${after} order by position limit 200`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('events_pkey');
      expect(plan).not.toContain('Sort');
    }
  } finally {
    await log.close();
  }
});
