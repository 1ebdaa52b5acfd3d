import { EventStore, migrateToLatest, openDatabase } from '@clipcast/event-store';
import type { Bench, BenchSurroundings } from '../bench.ts';
import { alternate, type Rounds } from '../measure/alternate.ts';
import { operationsPerSecond } from '../measure/closed-loop.ts';
import { ratiosOf } from '../measure/statistics.ts';
import { rate, ratio } from '../report/figures.ts';
import { withServers } from '../servers/with-servers.ts';
import { sampleCommand } from './sample-command.ts';
import { createPlainTable, insertPlainEvent } from './single-row-insert.ts';

const CALLERS = [1, 16, 64] as const;
const LENGTHS = {
  full: { rounds: 7, forMs: 1_000, warmUpMs: 500 },
  quick: { rounds: 3, forMs: 500, warmUpMs: 200 },
};

/** One level of concurrency, both ways over the same pool of as many connections as there are callers. */
async function measureLevel(
  { runtime, quick }: BenchSurroundings,
  url: string,
  callers: number,
): Promise<Rounds<number>> {
  const { rounds, forMs, warmUpMs } = quick ? LENGTHS.quick : LENGTHS.full;
  await migrateToLatest(url);
  const database = openDatabase(url, callers);
  try {
    await createPlainTable(database);
    const store = new EventStore('publish', database, runtime.ids);
    const append = async (): Promise<void> => {
      const [answer] = await store.append([sampleCommand(runtime.ids)]);
      if (answer?.outcome !== 'appended')
        throw new Error(`An append was answered ${answer?.outcome ?? 'nothing'}.`);
    };
    const insert = (): Promise<void> => insertPlainEvent(database, runtime.ids);
    const measure = (operation: () => Promise<void>, ms: number) => () =>
      operationsPerSecond(runtime.clock, { callers, forMs: ms }, operation);
    await alternate(1, measure(append, warmUpMs), measure(insert, warmUpMs));
    return await alternate(rounds, measure(append, forMs), measure(insert, forMs));
  } finally {
    await database.close();
  }
}

/** Durable appends of one event beside the cheapest thing PostgreSQL can do with the same payload. */
export const appendBench: Bench = {
  name: 'append',
  run: (surroundings) =>
    withServers(surroundings, async ({ facts, database }) => {
      const rows: string[][] = [];
      const figures: Record<string, { append: number[]; insert: number[] }> = {};
      for (const callers of CALLERS) {
        surroundings.say(`${callers} concurrent commands`);
        const { ours, baseline } = await measureLevel(
          surroundings,
          await database(`append_${callers}`),
          callers,
        );
        rows.push([`${callers}`, rate(ours), rate(baseline), ratio(ratiosOf(ours, baseline))]);
        figures[`callers${callers}`] = { append: [...ours], insert: [...baseline] };
      }
      const columns = ['concurrent commands', 'appends/s', 'single-row INSERTs/s', 'appends ÷ INSERTs'];
      return {
        servers: facts,
        tables: [{ title: 'Durable appends of one event, each to a stream of its own', columns, rows }],
        notes: [
          'About 300 B of data and 150 B of metadata. An append also checks the stream’s version and numbers the event densely; an INSERT is prepared, autocommitted and does neither.',
          'One command per call of `EventStore.append`; both ways use the same driver and one pool with as many connections as there are concurrent commands.',
        ],
        rounds: figures,
      };
    }),
};
