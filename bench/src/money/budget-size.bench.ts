import { monthOf } from '@clipcast/billing-service/dist/budgets/month.js';
import type { ProfileId } from '@clipcast/kernel';
import type { Bench, BenchSurroundings } from '../bench.ts';
import { quantile } from '../measure/statistics.ts';
import { milliseconds } from '../report/figures.ts';
import { withServers, type BenchServers } from '../servers/with-servers.ts';
import { BillingSite } from './billing-site.ts';
import { explainSums, type Plan } from './explain-sums.ts';
import { growMonth } from './seed-month.ts';
import { AMPLE_USD, newTenants } from './tenants.ts';

const SMALL = 1_000;
const LENGTHS = { full: { large: 2_000_000, asks: 400 }, quick: { large: 100_000, asks: 60 } };

type Waits = Readonly<Record<string, readonly number[]>>;

/** What is asked for, and the path that asks it. */
const pathsOf = (profileId: ProfileId, month: string): Readonly<Record<string, string>> => ({
  'GET budget': `/profiles/${profileId}/budget`,
  'costs by provider': `/profiles/${profileId}/costs?month=${month}&groupBy=provider`,
  'costs by day': `/profiles/${profileId}/costs?month=${month}&groupBy=day`,
  'first page of costs': `/profiles/${profileId}/costs?month=${month}&limit=50`,
  'GET overview': `/overview?month=${month}`,
});

/** The first answer after a start, in which the stream is opened from its snapshot, and then many of each kind. */
async function ask(
  { clock }: BenchSurroundings['runtime'],
  site: BillingSite,
  paths: Readonly<Record<string, string>>,
  asks: number,
): Promise<Waits> {
  const { client } = site;
  const waits: Record<string, number[]> = {};
  const timed = async (path: string): Promise<number> => {
    const fromMs = clock.monotonicMs();
    await client.ask('GET', path);
    return clock.monotonicMs() - fromMs;
  };
  waits['GET budget, the first one'] = [await timed(paths['GET budget'] ?? '')];
  for (const path of Object.values(paths)) for (let warm = 0; warm < 20; warm += 1) await timed(path);
  for (let turn = 0; turn < asks; turn += 1) {
    for (const [what, path] of Object.entries(paths)) (waits[what] ??= []).push(await timed(path));
  }
  return waits;
}

interface Sizes {
  readonly small: Waits;
  readonly large: Waits;
  readonly plans: readonly Plan[];
}

async function measure(surroundings: BenchSurroundings, servers: BenchServers): Promise<Sizes> {
  const { runtime, quick, say } = surroundings;
  const { large, asks } = quick ? LENGTHS.quick : LENGTHS.full;
  const [profileId] = newTenants(runtime.ids, 1);
  if (!profileId) throw new Error('There is no tenant.');
  const month = monthOf(runtime.clock.now());
  const site = await BillingSite.prepare(surroundings, servers, [{ profileId, limitUsd: AMPLE_USD }]);
  const paths = pathsOf(profileId, month);
  try {
    // The first start makes the tables.
    await site.start();
    for (const worker of ['known-profiles', 'quotas', 'apply-quota-when-quota-changed'])
      await site.hasCome(worker, 2n);
    await site.stop();
    const at = async (from: number, to: number): Promise<Waits> => {
      say(`a month of ${to.toLocaleString('en')} costs`);
      await growMonth(site.database.url, profileId, month, { from, to });
      await site.start();
      const waits = await ask(runtime, site, paths, asks);
      await site.stop();
      return waits;
    };
    const sizes = { small: await at(0, SMALL), large: await at(SMALL, large) };
    return { ...sizes, plans: await explainSums(site.database, profileId, month) };
  } finally {
    await site.close();
  }
}

/** Whether a month is told as fast with many costs as with few. */
export const budgetSizeBench: Bench = {
  name: 'budget-size',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const { large } = surroundings.quick ? LENGTHS.quick : LENGTHS.full;
      const { small, large: many, plans } = await measure(surroundings, servers);
      const median = (waits: readonly number[] | undefined): number => quantile(waits ?? [], 0.5);
      return {
        servers: servers.facts,
        tables: [
          {
            title: 'Answers about one month of one profile, median, ms',
            columns: [
              '',
              `${SMALL.toLocaleString('en')} costs`,
              `${large.toLocaleString('en')} costs`,
              'ratio',
            ],
            rows: Object.keys(small).map((what) => [
              what,
              milliseconds([median(small[what])]),
              milliseconds([median(many[what])]),
              `${(median(many[what]) / median(small[what])).toFixed(2)}x`,
            ]),
          },
          {
            title: `What PostgreSQL does for them with ${large.toLocaleString('en')} costs: EXPLAIN (ANALYZE, BUFFERS)`,
            columns: ['query', 'plan', 'buffers', 'ms'],
            rows: plans.map(({ what, lines }) => [what, scanIn(lines), buffersIn(lines), timeIn(lines)]),
          },
        ],
        notes: [
          'One caller over HTTP; facts, entries and sums were put into the database by SQL, with a snapshot of the budget 100 facts before its end, and billing-service was started anew for each size. The first answer opens the budget from its snapshot.',
          'The plans are those of the very statements that the service sends; the whole of each is in bench/results/budget-size.json.',
        ],
        rounds: {
          smallMs: { ...small },
          largeMs: { ...many },
          plans: Object.fromEntries(plans.map(({ what, lines }) => [what, [...lines]])),
        },
      };
    }),
};

const scanIn = (lines: readonly string[]): string =>
  lines
    .find((line) => line.includes(' Scan '))
    ?.replace(/^\s*->\s*|\s+\(cost.*$/g, '')
    .trim() ?? '–';
const buffersIn = (lines: readonly string[]): string =>
  /shared (.*)$/.exec(lines.find((line) => line.includes('Buffers:')) ?? '')?.[1] ?? '–';
const timeIn = (lines: readonly string[]): string =>
  /Execution Time: ([\d.]+)/.exec(lines.at(-1) ?? '')?.[1] ?? '–';
