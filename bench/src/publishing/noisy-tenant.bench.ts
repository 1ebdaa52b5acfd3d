import type { Bench, BenchSurroundings } from '../bench.ts';
import { alternate } from '../measure/alternate.ts';
import { quantile, ratiosOf } from '../measure/statistics.ts';
import { milliseconds, ratio } from '../report/figures.ts';
import type { ServerFacts } from '../servers/server-facts.ts';
import { withServers } from '../servers/with-servers.ts';
import { fillQueue } from './fill-queue.ts';
import { PublishingSite } from './publishing-site.ts';
import { steadyLoad } from './steady-load.ts';

const ANSWER_DELAY_MS = 20;
const LENGTHS = {
  full: { tenants: 200, jobs: 10_000, perSecond: 20, seconds: 60, rounds: 3 },
  quick: { tenants: 20, jobs: 200, perSecond: 20, seconds: 5, rounds: 1 },
};

/** One round over servers of its own: the waits of the healthy tenants. */
async function waits(
  surroundings: BenchSurroundings,
  { tenants, perSecond, seconds }: (typeof LENGTHS)['full'],
  noisyJobs: number,
  learn: (facts: ServerFacts) => void,
): Promise<number[]> {
  return withServers(surroundings, async (servers) => {
    learn(servers.facts);
    const options = { tenants, answerDelayMs: ANSWER_DELAY_MS };
    const site = await PublishingSite.open(surroundings, servers, options);
    try {
      if (noisyJobs > 0) await fillQueue(surroundings, site, noisyJobs);
      return await steadyLoad(surroundings, site, { perSecond, seconds });
    } finally {
      await site.close();
    }
  });
}

/** What two hundred tenants notice of one whose Postiz hangs and who has ten thousand publications queued. */
export const noisyTenantBench: Bench = {
  name: 'noisy-tenant',
  run: async (surroundings) => {
    const lengths = surroundings.quick ? LENGTHS.quick : LENGTHS.full;
    const { tenants, jobs, perSecond, rounds } = lengths;
    let servers: ServerFacts | undefined;
    const learn = (facts: ServerFacts): void => {
      servers = facts;
    };
    const { ours: noisy, baseline: quiet } = await alternate(
      rounds,
      () => waits(surroundings, lengths, jobs, learn),
      () => waits(surroundings, lengths, 0, learn),
    );
    if (!servers) throw new Error('Nothing was measured.');
    const of = (measured: readonly number[][], q: number): number[] =>
      measured.map((each) => quantile(each, q));
    const rowOf = (name: string, measured: readonly number[][]): string[] => [
      name,
      ...[0.5, 0.99, 1].map((q) => milliseconds(of(measured, q))),
    ];
    return {
      servers,
      tables: [
        {
          title: `What ${tenants} healthy tenants wait from the accepted request to the first byte at Postiz, ms`,
          columns: ['', 'p50', 'p99', 'longest'],
          rows: [
            rowOf(`beside ${jobs.toLocaleString('en')} publications of one tenant whose Postiz hangs`, noisy),
            rowOf('without', quiet),
            ['ratio', ...[0.5, 0.99, 1].map((q) => ratio(ratiosOf(of(noisy, q), of(quiet, q))))],
          ],
        },
      ],
      notes: [
        `${perSecond} publications a second over the healthy tenants. The hanging Postiz takes requests in and never answers; its queue is full before the healthy ones begin.`,
        'Each round over servers and a sandbox of its own. One replica with its defaults, on the same machine as everything else.',
      ],
      rounds: { noisy, quiet },
    };
  },
};
