import { jest } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { aStream, byOperator } from '../../testing/counter.ts';
import { counterTotals, type CounterTotal } from '../../testing/counter-totals.ts';
import { openTestLog } from '../../testing/open-test-log.ts';
import { startReplica, type TestReplica } from '../../testing/test-replica.ts';
import type { Projection } from '../projection.ts';
import { compareWithLog } from '../prove/compare-with-log.ts';
import { Watermarks } from '../watermarks.ts';

jest.setTimeout(60_000);
const LONG = { withinMs: 30_000 };
const NAME = 'counter-totals';

describe('a rebuild', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  const replicas: TestReplica[] = [];
  beforeEach(async () => (log = await openTestLog()));
  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.stop()));
    await log.close();
  });

  const start = async (projection: Projection = counterTotals(), releaseGraceMs?: number) => {
    const replica = await startReplica(log.url, projection, releaseGraceMs);
    replicas.push(replica);
    return replica;
  };
  const append = async (streams = 1, eventsEach = 1) => {
    const events = Array.from({ length: eventsEach }, () => ({ type: 'Counted', data: { by: 1 } }));
    await log.store.append(
      Array.from({ length: streams }, () => ({
        stream: aStream(),
        expectedVersion: 0,
        events,
        context: byOperator(),
      })),
    );
  };
  const rows = async () =>
    (await log.database.pool.query<CounterTotal>('select * from counter_total order by stream_id')).rows;
  const sum = async () =>
    (
      await log.database.pool.query<{ sum: bigint }>(
        'select coalesce(sum(total), 0)::bigint as sum from counter_total',
      )
    ).rows[0]?.sum ?? 0n;
  const done = (replica: TestReplica) =>
    eventually(async () => {
      const { rebuild, status } = await replica.status();
      expect([rebuild?.status, status]).toEqual(['done', 'active']);
    }, LONG);
  const schemas = async () =>
    (
      await log.database.pool.query<{ name: string }>(
        "select nspname as name from pg_namespace where nspname ~ '^(rebuild|retired|scratch)_' order by 1",
      )
    ).rows.map(({ name }) => name);

  it('builds beside the tables that serve, under 32 writers, and no reader ever sees less than before', async () => {
    const replica = await start();
    await append(60, 100);
    await replica.runner.caughtUp(20_000);
    const ended = new AbortController();
    const writers = Array.from({ length: 32 }, async () => {
      while (!ended.signal.aborted) await append();
    });
    const seen: string[] = [];
    const readers = Array.from({ length: 4 }, async () => {
      for (let before = 6_000n; !ended.signal.aborted;) {
        const now = await sum();
        if (now < before) seen.push(`${now} after ${before}`);
        before = now;
      }
    });
    await replica.readModels.requestRebuild(NAME);
    await done(replica);
    ended.abort();
    await Promise.all([...writers, ...readers]);
    expect(seen).toEqual([]);
    await replica.runner.caughtUp(20_000);
    expect(await sum()).toBe((await log.store.head()).position);
    expect(await compareWithLog(log.database.db, replica.readModel)).toMatchObject({ equal: true });
    expect(await schemas()).toEqual(['retired_counter_totals']);
    expect(replica.troubles).toEqual([]);
  });

  it('keeps what workers wrote, and the indexes for readers', async () => {
    const replica = await start();
    await append(5);
    await replica.runner.caughtUp(5_000);
    await log.database.pool.query('update counter_total set lease = 7');
    await replica.readModels.requestRebuild(NAME);
    await done(replica);
    expect((await rows()).map(({ lease }) => lease)).toEqual([7, 7, 7, 7, 7]);
    const { rows: indexes } = await log.database.pool.query<{ name: string }>(
      "select indexname as name from pg_indexes where schemaname = 'public' and tablename = 'counter_total' order by 1",
    );
    expect(indexes.map(({ name }) => name)).toEqual(['counter_total_by_total', 'counter_total_pkey']);
  });

  it('goes on from its last page after its process was lost', async () => {
    const first = await start();
    await append(120, 100);
    await first.runner.caughtUp(20_000);
    await first.stop();
    const pages: bigint[] = [];
    const dying = await start(
      counterTotals(1, (from) => {
        if (pages.push(from) === 2) void dying.stop();
      }),
    );
    await dying.readModels.requestRebuild(NAME);
    await eventually(() => expect(pages).toEqual([1n, 5_001n]), LONG);
    await dying.stop();
    const next = await start(counterTotals(1, (from) => pages.push(from)));
    expect((await next.status()).rebuild).toMatchObject({
      status: 'building',
      position: 10_000n,
      target: 12_000n,
      percent: 83.33,
    });
    await done(next);
    expect(pages).toEqual([1n, 5_001n, 10_001n]);
    expect(await sum()).toBe(12_000n);
  });

  it('is begun once when two replicas are asked at once, and done by whichever leads', async () => {
    const started: bigint[] = [];
    const note = counterTotals(1, (from) => started.push(from));
    const two = [await start(note), await start(note)];
    await append(3);
    await two[0]?.runner.caughtUp(5_000);
    started.length = 0;
    const asked = await Promise.allSettled(two.map(({ readModels }) => readModels.requestRebuild(NAME)));
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(asked.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'rebuild_running' },
    });
    for (const replica of two) await done(replica);
    expect(started).toEqual([1n]);
  });

  it('can be taken back with one command: the old tables serve again, brought up to date', async () => {
    const replica = await start();
    await append(3);
    await replica.runner.caughtUp(5_000);
    await log.database.pool.query("comment on table counter_total is 'the first'");
    await replica.readModels.requestRebuild(NAME);
    await done(replica);
    await append(2);
    await replica.runner.caughtUp(5_000);
    const comment = async () =>
      (
        await log.database.pool.query<{ comment: string | null }>(
          "select obj_description('counter_total'::regclass) as comment",
        )
      ).rows;
    expect(await comment()).toEqual([{ comment: null }]);
    await replica.readModels.requestSwitchBack(NAME);
    await done(replica);
    expect([await comment(), await sum()]).toEqual([[{ comment: 'the first' }], 5n]);
    expect(await schemas()).toEqual(['retired_counter_totals']);
  });

  it('refuses what cannot be done, by a stable code', async () => {
    const { readModels } = await start();
    await expect(readModels.requestRebuild('nothing')).rejects.toMatchObject({
      code: 'projection_not_found',
    });
    await expect(readModels.requestSwitchBack(NAME)).rejects.toMatchObject({ code: 'nothing_to_go_back_to' });
  });

  it('begins by itself at a new version, while the old release feeds the old tables until it is fenced', async () => {
    const old = await start(counterTotals(1));
    await append(10);
    await old.runner.caughtUp(5_000);
    const now = await start(counterTotals(2));
    await done(now);
    expect(await sum()).toBe(20n);
    expect(await old.status()).toMatchObject({ status: 'waiting', version: 1, servingVersion: 2 });
    const { position, epoch } = (await new Watermarks(log.database.db).find(NAME, 'billing')) ?? {};
    const oldMove = log.database.db
      .transaction()
      .execute((tx) =>
        Watermarks.move(
          tx,
          { name: NAME, source: 'billing', version: 1 },
          position ?? 0n,
          11n,
          epoch ?? '',
          new Date(0),
        ),
      );
    await expect(oldMove).rejects.toThrow('Another worker has moved the watermark');
    await append(10);
    await now.runner.caughtUp(5_000);
    expect(await sum()).toBe(40n);
    expect(old.troubles).toEqual([]);
    await expect(now.readModels.requestSwitchBack(NAME)).rejects.toMatchObject({
      code: 'older_release_needed',
    });
    await expect(old.readModels.requestRebuild(NAME)).rejects.toMatchObject({ code: 'other_release_serves' });
  });

  it('goes back to the retired tables when an older release is deployed again and nobody of the newer is left', async () => {
    const old = await start(counterTotals(1));
    await append(10);
    await old.runner.caughtUp(5_000);
    const newer = await start(counterTotals(2));
    await done(newer);
    await append(5);
    await newer.runner.caughtUp(5_000);
    await newer.stop();
    await done(old);
    await append(1);
    await old.runner.caughtUp(5_000);
    expect(await sum()).toBe(16n);
    expect((await old.status()).wayBack).toMatchObject({ version: 2, position: 15n });
  });

  it('does not touch the tables that serve when the projection uses one that it has not declared', async () => {
    const declared = counterTotals();
    const replica = await start({ ...declared, tables: [] });
    await declared.tables[0]?.create(log.database.db as never);
    await append(4);
    await replica.runner.caughtUp(5_000);
    await replica.readModels.requestRebuild(NAME);
    await eventually(async () =>
      expect((await replica.status()).reason).toContain('relation "counter_total" does not exist'),
    );
    expect(await sum()).toBe(4n);
  });

  it('finds a row that differs from what the log says', async () => {
    const replica = await start();
    await append(6);
    await replica.runner.caughtUp(5_000);
    await log.database.pool.query(
      'update counter_total set total = 9 where stream_id = (select min(stream_id::text)::uuid from counter_total)',
    );
    const found = await compareWithLog(log.database.db, replica.readModel);
    expect(found).toMatchObject({ equal: false, position: 6n });
    expect(found.tables[0]?.differences.map(({ only, row }) => [only, row['total']])).toEqual([
      ['left', 9],
      ['right', 1],
    ]);
    expect(await schemas()).toEqual([]);
  });
});
