import { Deciders, EventStore, migrateToLatest, openDatabase } from '@clipcast/event-store';
import type { Bench, BenchSurroundings } from '../bench.ts';
import { alternate, type Rounds } from '../measure/alternate.ts';
import { operationsPerSecond } from '../measure/closed-loop.ts';
import { ratiosOf } from '../measure/statistics.ts';
import { rate, ratio } from '../report/figures.ts';
import { withServers } from '../servers/with-servers.ts';
import { newBudget, spentOf, type Spend } from './budget.ts';
import { checkInvariant } from './invariant.ts';
import { ourSpend } from './our-spend.ts';
import { plainSpend } from './plain-spend.ts';

const CALLERS = 64;
const MICROS = 3;
/** Never reached in the time, so that no refusal, which appends nothing, is counted. */
const LIMIT_MICROS = 1_000_000_000;
const LENGTHS = { full: { rounds: 7, forMs: 3_000 }, quick: { rounds: 2, forMs: 1_000 } };

/** Granted commands a second on one budget, a new one each round; the log must hold every one of them. */
async function grantedPerSecond(
  { runtime }: BenchSurroundings,
  store: EventStore,
  way: Spend,
  forMs: number,
): Promise<number> {
  const stream = newBudget(runtime.ids);
  let granted = 0;
  const perSecond = await operationsPerSecond(runtime.clock, { callers: CALLERS, forMs }, async () => {
    if (await way(stream, MICROS, LIMIT_MICROS)) granted += 1;
  });
  const spent = await spentOf(store, stream);
  if (spent !== granted * MICROS) throw new Error(`${granted} commands were granted, but ${spent} is spent.`);
  return perSecond;
}

async function measure(surroundings: BenchSurroundings, url: string): Promise<Rounds<number>> {
  const { runtime, quick } = surroundings;
  await migrateToLatest(url);
  const database = openDatabase(url);
  const store = new EventStore('billing', database, runtime);
  const [ours, plain] = [ourSpend(new Deciders(store, runtime), runtime.ids), plainSpend(store, runtime)];
  const { rounds, forMs } = quick ? LENGTHS.quick : LENGTHS.full;
  try {
    for (const way of [ours, plain]) await checkInvariant(store, runtime.ids, way);
    const taken = (way: Spend) => () => grantedPerSecond(surroundings, store, way, forMs);
    return await alternate(rounds, taken(ours), taken(plain));
  } finally {
    await database.close();
  }
}

/** Many commands that want the same budget at the same time. */
export const hotStreamBench: Bench = {
  name: 'hot-stream',
  run: (surroundings) =>
    withServers(surroundings, async ({ facts, database }) => {
      surroundings.say(`${CALLERS} concurrent commands on one budget`);
      const { ours, baseline } = await measure(surroundings, await database('hot_stream'));
      const columns = ['', 'Clipcast', 'read, decide, append', 'Clipcast ÷ other'];
      const row = ['granted a second', rate(ours), rate(baseline), ratio(ratiosOf(ours, baseline))];
      return {
        servers: facts,
        tables: [{ title: `One budget, ${CALLERS} concurrent commands`, columns, rows: [row] }],
        notes: [
          'Each command spends from one budget that must not be exceeded, and is answered once its event is durable. Before the measurement both ways grant exactly 100 of 300 commands that come at once to a budget with room for 100; after each round the log holds what was granted.',
          'The other: read the stream, decide, append with the version that was read, and on a conflict pause (50 ms at first, twice as long each time, by chance, 1 s at most: the best of what was tried), read what is newer and decide again, without an end. It stands on the same `EventStore` and starts each round with an empty stream, so it reads few events.',
        ],
        rounds: { clipcast: [...ours], readDecideAppend: [...baseline] },
      };
    }),
};
