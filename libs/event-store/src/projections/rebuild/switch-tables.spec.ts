import { systemRuntime } from '@clipcast/kernel';
import { sql } from 'kysely';
import { aStream, byOperator } from '../../testing/counter.ts';
import { counterTotals } from '../../testing/counter-totals.ts';
import { openTestLog } from '../../testing/open-test-log.ts';
import type { Projection } from '../projection.ts';
import { Watermarks } from '../watermarks.ts';
import { ownReadModel } from './read-model.ts';
import { RebuildRecords } from './rebuild-record.ts';
import { RebuildSteps } from './rebuild-steps.ts';
import { installReadModels } from '../install-read-models.ts';
import { switchTables } from './switch-tables.ts';

const WORKER = { name: 'counter-totals', source: 'billing' };

describe('the switch', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  const onApply = { inSwitch: undefined as (() => Promise<void>) | undefined };
  const now = () => systemRuntime.clock.now();
  beforeEach(async () => {
    onApply.inSwitch = undefined;
    log = await openTestLog();
  });
  afterEach(() => log.close());

  const append = () =>
    log.store.append([
      {
        stream: aStream(),
        expectedVersion: 0,
        events: [{ type: 'Counted', data: { by: 1 } }],
        context: byOperator(),
      },
    ]);
  /** What the live worker does, giving up when it has to wait. */
  const liveMove = async (to: bigint) => {
    const { epoch } = await log.store.head();
    await log.database.db.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = '50ms'`.execute(tx);
      await Watermarks.move(tx, WORKER, to - 1n, to, epoch, now());
    });
  };
  /** Shadow tables that are filled up to the first fact, while the live worker is at the second. */
  const readyToSwitch = async () => {
    const totals = counterTotals();
    const projection: Projection = {
      ...totals,
      apply: async (tx, events) => {
        await onApply.inSwitch?.();
        await totals.apply(tx, events);
      },
    };
    const readModel = ownReadModel(log.store, projection);
    const { db } = log.database;
    await installReadModels(db, [readModel]);
    await append();
    const records = new RebuildRecords(db);
    await records.request(readModel, 1, { fromRetired: false });
    const requested = await records.find(readModel);
    if (!requested) throw new Error('The rebuild was not asked for.');
    const steps = new RebuildSteps(db, readModel, now);
    const filled = await steps.fill(await steps.begin(requested), new AbortController().signal);
    const ready = await steps.finishTables(filled);
    await append();
    await liveMove(1n);
    await liveMove(2n);
    return () => db.transaction().execute((tx) => switchTables(tx, readModel, ready, now()));
  };
  const total = async () =>
    (
      await log.database.pool.query<{ sum: bigint }>(
        'select coalesce(sum(total), 0)::bigint as sum from counter_total',
      )
    ).rows[0]?.sum;

  it('holds the live worker still while it applies what is missing, and readers see either all of it or none', async () => {
    const change = await readyToSwitch();
    const refusals: unknown[] = [];
    onApply.inSwitch = async () => {
      await append();
      await liveMove(3n).catch((error: unknown) => refusals.push(error));
      expect(await total()).toBe(0n);
    };
    expect(await change()).toBe(true);
    expect(refusals).toMatchObject([{ code: '55P03' }]);
    expect(await total()).toBe(2n);
    await liveMove(3n);
  });

  it('gives way to a reader that does not let the tables go, and nothing has changed', async () => {
    const change = await readyToSwitch();
    await log.database.db.transaction().execute(async (reader) => {
      await sql`select * from counter_total`.execute(reader);
      await expect(change()).rejects.toMatchObject({ code: '55P03' });
    });
    expect(await total()).toBe(0n);
    await liveMove(3n);
  });
});
