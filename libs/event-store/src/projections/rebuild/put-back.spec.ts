import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aStream, byOperator } from '../../testing/counter.ts';
import { counterTotals } from '../../testing/counter-totals.ts';
import { openTestLog } from '../../testing/open-test-log.ts';
import { startReplica, type TestReplica } from '../../testing/test-replica.ts';
import { installReadModels } from '../install-read-models.ts';
import type { Projection } from '../projection.ts';
import { compareWithLog } from '../prove/compare-with-log.ts';
import { Watermarks } from '../watermarks.ts';
import { ownReadModel, type ReadModel } from './read-model.ts';
import { RebuildRecords } from './rebuild-record.ts';
import { RebuildSteps } from './rebuild-steps.ts';

jest.setTimeout(30_000);
const NAME = 'counter-totals';
const LONG = { withinMs: 15_000 };

/** The log ends at fact 2, and the tables that serve have seen more: its database was put back to an earlier state. */
describe('a rebuild from a log that was put back', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  const replicas: TestReplica[] = [];
  beforeEach(async () => {
    log = await openTestLog();
    await log.store.append(
      [1, 2].map((by) => ({
        stream: aStream(),
        expectedVersion: 0,
        events: [{ type: 'Counted', data: { by } }],
        context: byOperator(),
      })),
    );
  });
  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.stop()));
    await log.close();
  });

  const start = async (projection: Projection = counterTotals()) => {
    const replica = await startReplica(log.url, projection);
    replicas.push(replica);
    return replica;
  };
  const seenUpTo = async (position: number) => {
    const replica = await start();
    await replica.runner.caughtUp(5_000);
    await log.database.pool.query('update subscriptions set position = $1', [position]);
    return replica;
  };
  const renewEpoch = () => log.database.pool.query('update log_head set epoch = gen_random_uuid()');
  const isAsTheLogSays = async (replica: TestReplica) => {
    await eventually(async () => expect((await replica.status()).rebuild?.status).toBe('done'), LONG);
    const { epoch } = await log.store.head();
    const mark = await new Watermarks(log.database.db).find(NAME, 'billing');
    expect(mark).toMatchObject({ position: 2n, epoch });
    expect(await compareWithLog(log.database.db, replica.readModel)).toMatchObject({
      equal: true,
      position: 2n,
    });
  };

  it.each([50, 5_000])('takes the log for the truth when a person asks: %s were seen', async (position) => {
    const replica = await seenUpTo(position);
    await replica.readModels.requestRebuild(NAME);
    await isAsTheLogSays(replica);
    expect(replica.troubles).toEqual([]);
  });

  it.each([50, 5_000])(
    'takes the log for the truth when it has a new epoch: %s were seen',
    async (position) => {
      await (await seenUpTo(position)).stop();
      await renewEpoch();
      const newer = await start(counterTotals(2));
      await isAsTheLogSays(newer);
      expect(newer.troubles).toEqual([]);
    },
  );

  it('waits for a person when it began by itself, without a storm of tries, and then goes on', async () => {
    await (await seenUpTo(5_000)).stop();
    const newer = await start(counterTotals(2));
    const standing = "SourceBehindError: billing's log ends at 2, and counter-totals has seen fact 5000";
    await eventually(async () => expect((await newer.status()).reason).toContain(standing), LONG);
    expect((await newer.status()).position).toBe(5_000n);
    expect(newer.troubles.length).toBeLessThan(10);
    await newer.readModels.requestRebuild(NAME);
    await isAsTheLogSays(newer);
  });

  it('does not go back to tables that hold facts which the log has lost', async () => {
    const replica = await seenUpTo(50);
    await replica.readModels.requestRebuild(NAME);
    await isAsTheLogSays(replica);
    await log.database.pool.query('update retired_counter_totals.counter_total set total = 99');
    await replica.readModels.requestSwitchBack(NAME);
    await eventually(async () => expect((await replica.status()).wayBack?.position).toBe(2n), LONG);
    await isAsTheLogSays(replica);
  });

  it('can be asked for anew when the log was replaced while it was built', async () => {
    const replica = await seenUpTo(2);
    await replica.readModels.requestRebuild(NAME);
    await isAsTheLogSays(replica);
    await log.database.pool.query(
      "update rebuilds set status = 'building', epoch = gen_random_uuid(), position = 1",
    );
    await expect(replica.readModels.requestRebuild(NAME)).resolves.toBeUndefined();
    await isAsTheLogSays(replica);
  });

  it('can be asked for anew when it stands with an error, once', async () => {
    const totals = counterTotals();
    let before = () => Promise.resolve();
    const replica = await start({
      ...totals,
      apply: async (tx, events) => {
        await before();
        await totals.apply(tx, events);
      },
    });
    await replica.runner.caughtUp(5_000);
    before = () => Promise.reject(new Error('not like this'));
    await replica.readModels.requestRebuild(NAME);
    await eventually(async () => expect((await replica.status()).reason).toContain('not like this'), LONG);
    const asked = await Promise.allSettled([1, 2].map(() => replica.readModels.requestRebuild(NAME)));
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(asked.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'rebuild_running' },
    });
    before = () => Promise.resolve();
    await isAsTheLogSays(replica);
  });

  it('says so when the log gives nothing although it goes on', async () => {
    const own = ownReadModel(log.store, counterTotals());
    const readModel: ReadModel = {
      ...own,
      log: { ...own.log, read: () => Promise.resolve([]) },
    } as ReadModel;
    const { db } = log.database;
    await installReadModels(db, [readModel]);
    const records = new RebuildRecords(db);
    await records.request(readModel, 1, { fromRetired: false });
    const requested = await records.find(readModel);
    if (!requested) throw new Error('The rebuild was not asked for.');
    const steps = new RebuildSteps(db, readModel, () => systemRuntime.clock.now());
    const filling = steps.fill(await steps.begin(requested), new AbortController().signal);
    await expect(filling).rejects.toThrow('The log gave nothing after 0, and ends at 2.');
  });
});
