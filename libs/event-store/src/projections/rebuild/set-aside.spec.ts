import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aStream, byOperator } from '../../testing/counter.ts';
import { counterTotals } from '../../testing/counter-totals.ts';
import { openTestLog } from '../../testing/open-test-log.ts';
import { startReplica } from '../../testing/test-replica.ts';
import type { Projection } from '../projection.ts';
import { compareWithLog } from '../prove/compare-with-log.ts';

const NAME = 'counter-totals';
const POISON = 13;

describe('a rebuild of what has set facts aside', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  beforeEach(async () => {
    log = await openTestLog();
    await log.store.append(
      [1, 2, POISON, 4].map((by) => ({
        stream: aStream(),
        expectedVersion: 0,
        events: [{ type: 'Counted', data: { by } }],
        context: byOperator(),
      })),
    );
  });
  afterEach(() => log.close());

  const setAside = async (status: string) => {
    const { epoch } = await log.store.head();
    await log.database.pool.query(
      `insert into dead_letters (id, subscription, source, epoch, number, profile_id, stream_id, event, error, attempts, status)
       values ($1, $2, 'billing', $3, 3, $1, $1, '{}', 'poison', 5, $4)`,
      [systemRuntime.ids.next(), NAME, epoch, status],
    );
  };
  const replay = () =>
    log.database.pool.query("update dead_letters set status = 'replayed', settled_at = clock_timestamp()");
  const totalsServed = async () => {
    const { rows } = await log.database.pool.query<{ total: bigint }>(
      'select total from counter_total order by total',
    );
    return rows.map(({ total }) => total);
  };
  const rebuilt = async (projection: Projection) => {
    const replica = await startReplica(log.url, projection);
    try {
      await replica.readModels.requestRebuild(NAME);
      await eventually(async () => expect((await replica.status()).rebuild?.status).toBe('done'));
      expect((await compareWithLog(log.database.db, replica.readModel)).equal).toBe(true);
      return await totalsServed();
    } finally {
      await replica.stop();
    }
  };
  const totals = counterTotals();
  const isPoison = ({ data }: { data: object }) => 'by' in data && data.by === POISON;

  it.each(['parked', 'discarded'])('leaves out what is %s, as the live worker does', async (status) => {
    await setAside(status);
    let batches = 0;
    const projection: Projection = {
      ...totals,
      apply: async (tx, events) => {
        // The live worker comes first. It has no letters in this test, so it leaves the poison out by itself.
        batches += 1;
        if (batches > 1 && events.some(isPoison)) throw new Error('poison');
        const harmless = events.filter((event) => !isPoison(event));
        await totals.apply(tx, harmless);
      },
    };
    expect(await rebuilt(projection)).toEqual([1n, 2n, 4n]);
    expect(batches).toBeGreaterThan(1);
  });

  it('takes in what is replayed while it builds', async () => {
    await setAside('parked');
    let batches = 0;
    const projection: Projection = {
      ...totals,
      apply: async (tx, events) => {
        // The live worker comes first, and then the first page of the rebuild, without the poison.
        batches += 1;
        if (batches === 2) await replay();
        await totals.apply(tx, events);
      },
    };
    expect(await rebuilt(projection)).toEqual([1n, 2n, 4n, 13n]);
  });

  it('keeps what was replayed after the switch when the tables before it serve again', async () => {
    await setAside('parked');
    let poisonous = true;
    const projection: Projection = {
      ...totals,
      apply: (tx, events) =>
        totals.apply(tx, poisonous ? events.filter((event) => !isPoison(event)) : events),
    };
    const replica = await startReplica(log.url, projection);
    const done = async (request: Promise<void>) => {
      await request;
      await eventually(async () => expect((await replica.status()).rebuild?.status).toBe('done'));
    };
    try {
      await replica.runner.caughtUp(5_000);
      await done(replica.readModels.requestRebuild(NAME));
      poisonous = false;
      await log.database.db.transaction().execute(async (tx) => {
        await totals.apply(tx, await log.store.readAll(2n, 1));
      });
      await replay();
      await done(replica.readModels.requestSwitchBack(NAME));
      expect(await totalsServed()).toEqual([1n, 2n, 4n, 13n]);
      expect((await compareWithLog(log.database.db, replica.readModel)).equal).toBe(true);
    } finally {
      await replica.stop();
    }
  });
});
