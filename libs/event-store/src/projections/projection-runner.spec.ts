import { systemRuntime, type Runtime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { sql } from 'kysely';
import { EventStore } from '../log/event-store.ts';
import { openDatabase } from '../database/open-database.ts';
import { aStream, byOperator } from '../testing/counter.ts';
import { openTestLog } from '../testing/open-test-log.ts';
import { Leadership } from './leadership.ts';
import type { Projection } from './projection.ts';
import { ProjectionRunner } from './projection-runner.ts';

/** Counts every fact it sees, so that a fact seen twice shows. */
const sightings = (failures = { left: 0 }): Projection => ({
  name: 'sightings',
  version: 1,
  tables: [],
  apply: async (tx, events) => {
    for (const { position } of events) {
      await sql`insert into sightings values (${position}, 1)
                on conflict (position) do update set times = sightings.times + 1`.execute(tx);
    }
    failures.left -= 1;
    if (failures.left >= 0) throw new Error('planted');
  },
});

describe('a projection', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  const stops: AbortController[] = [];
  beforeEach(async () => {
    log = await openTestLog();
    await log.database.pool.query('create table sightings (position bigint primary key, times int not null)');
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) stop.abort();
    await log.close();
  });

  const start = (projection = sightings(), url = log.url, runtime = systemRuntime) => {
    const database = openDatabase(url, 4);
    const store = new EventStore('billing', database, systemRuntime);
    const leadership = new Leadership(url, systemRuntime);
    const runner = new ProjectionRunner(store, database, leadership, projection, runtime, () => undefined);
    const stop = new AbortController();
    stops.push(stop);
    const ended = runner.run(stop.signal).then(async () => {
      await leadership.close();
      await database.close();
    });
    return { runner, stop: () => (stop.abort(), ended) };
  };
  const appendMany = (count: number) =>
    log.store.append(
      Array.from({ length: count }, () => ({
        stream: aStream(),
        expectedVersion: 0,
        events: [{ type: 'Counted', data: { by: 1 } }],
        context: byOperator(),
      })),
    );
  const seen = async () => {
    const { rows } = await log.database.pool.query<{ facts: bigint; times: bigint }>(
      'select count(*) as facts, coalesce(sum(times), 0) as times from sightings',
    );
    return rows[0];
  };

  it('applies every fact once and resumes from its watermark', async () => {
    await appendMany(700);
    const first = start();
    await eventually(async () => expect(await seen()).toEqual({ facts: 700n, times: 700n }));
    await first.stop();
    await appendMany(5);
    start();
    await eventually(async () => expect(await seen()).toEqual({ facts: 705n, times: 705n }));
  });

  it('applies every fact once although its transaction fails in between', async () => {
    await appendMany(3);
    start(sightings({ left: 2 }));
    await eventually(async () => expect(await seen()).toEqual({ facts: 3n, times: 3n }));
  });

  it('has one active worker over two replicas, and the standby takes over', async () => {
    const replicas = [start(), start()];
    await appendMany(50);
    await eventually(async () => expect(await seen()).toEqual({ facts: 50n, times: 50n }));
    await replicas[0]?.stop();
    await appendMany(50);
    await eventually(async () => expect(await seen()).toEqual({ facts: 100n, times: 100n }));
  });

  it('goes on after its database sessions were ended by force', async () => {
    start();
    await appendMany(10);
    await log.database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await eventually(() => appendMany(10));
    await eventually(async () => expect(await seen()).toMatchObject({ facts: 20n, times: 20n }), {
      withinMs: 10_000,
    });
  }, 20_000);

  it('says when it has caught up with what was in the log at the call', async () => {
    const { runner } = start();
    await appendMany(20);
    await runner.caughtUp(5_000);
    expect(await seen()).toEqual({ facts: 20n, times: 20n });
  });

  /** Without somebody who wakes it, a worker that waits for more than a moment does not go on. */
  const sleepingLong = () => {
    const { timers } = systemRuntime;
    const sleeps: number[] = [];
    const sleep: typeof timers.sleep = (ms, signal) => {
      sleeps.push(ms);
      return timers.sleep(ms > 50 ? 60_000 : ms, signal);
    };
    return { sleeps, runtime: { ...systemRuntime, timers: { ...timers, sleep } } satisfies Runtime };
  };

  it('is woken by who waits for what another replica has appended', async () => {
    const { sleeps, runtime } = sleepingLong();
    const { runner } = start(sightings(), log.url, runtime);
    await eventually(() => expect(sleeps).toEqual([250]));
    await appendMany(1);
    await runner.caughtUp(5_000);
    expect(await seen()).toEqual({ facts: 1n, times: 1n });
  }, 20_000);

  it('lets facts gather until somebody waits for them', async () => {
    await appendMany(1);
    const { runner } = start(sightings(), log.url, sleepingLong().runtime);
    await eventually(async () => expect(await seen()).toEqual({ facts: 1n, times: 1n }));
    await appendMany(2);
    await runner.caughtUp(5_000);
    expect(await seen()).toEqual({ facts: 3n, times: 3n });
  });
});
