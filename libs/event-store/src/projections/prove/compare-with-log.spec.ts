import { systemRuntime } from '@clipcast/kernel';
import { aStream, byOperator } from '../../testing/counter.ts';
import { counterTotals } from '../../testing/counter-totals.ts';
import { openTestLog } from '../../testing/open-test-log.ts';
import { installReadModels } from '../install-read-models.ts';
import type { Projection } from '../projection.ts';
import { ownReadModel } from '../rebuild/read-model.ts';
import { Watermarks } from '../watermarks.ts';
import { compareWithLog } from './compare-with-log.ts';

describe('a comparison while letters are settled', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  beforeEach(async () => (log = await openTestLog()));
  afterEach(() => log.close());

  const totals = counterTotals();
  /** Tables at fact 3, of which the second one is set aside. */
  const withLetter = async (projection: Projection) => {
    const readModel = ownReadModel(log.store, projection);
    await installReadModels(log.database.db, [readModel]);
    await log.store.append(
      [1, 2, 3].map((by) => ({
        stream: aStream(),
        expectedVersion: 0,
        events: [{ type: 'Counted', data: { by } }],
        context: byOperator(),
      })),
    );
    const { epoch } = await log.store.head();
    await log.database.pool.query(
      `insert into dead_letters (id, subscription, source, epoch, number, profile_id, stream_id, event, error, attempts)
       values ($1, 'counter-totals', 'billing', $2, 2, $1, $1, '{}', 'poison', 5)`,
      [systemRuntime.ids.next(), epoch],
    );
    const events = await log.store.readAll(0n, 3);
    await log.database.db.transaction().execute(async (tx) => {
      const worker = { name: 'counter-totals', source: 'billing' };
      await Watermarks.move(tx, worker, 0n, 3n, epoch, systemRuntime.clock.now());
      await totals.apply(
        tx,
        events.filter(({ position }) => position !== 2n),
      );
    });
    return readModel;
  };
  /** What an operator does: the fact into the tables that serve, and the letter into history, together. */
  const replay = () =>
    log.database.db.transaction().execute(async (tx) => {
      await totals.apply(tx, await log.store.readAll(1n, 1));
      await tx
        .updateTable('dead_letters')
        .set({ status: 'replayed', settled_at: systemRuntime.clock.now() })
        .execute();
    });

  it('finds no difference when one was replayed after its page', async () => {
    let builds = 0;
    const readModel = await withLetter({
      ...totals,
      apply: async (tx, events) => {
        await totals.apply(tx, events);
        builds += 1;
        if (builds === 1) await replay();
      },
    });
    expect(await compareWithLog(log.database.db, readModel)).toMatchObject({ equal: true, position: 3n });
    expect(builds).toBe(2);
  });

  it('builds once where nobody settles anything, also when rows differ', async () => {
    let builds = 0;
    const readModel = await withLetter({
      ...totals,
      apply: async (tx, events) => {
        await totals.apply(tx, events);
        builds += 1;
      },
    });
    await log.database.pool.query('update counter_total set total = 9 where total = 3');
    expect(await compareWithLog(log.database.db, readModel)).toMatchObject({ equal: false });
    expect(builds).toBe(1);
  });
});
