import type { Bench } from '../bench.ts';
import { quantile } from '../measure/statistics.ts';
import { milliseconds } from '../report/figures.ts';
import { withServers } from '../servers/with-servers.ts';
import { PublishingSite } from './publishing-site.ts';
import { steadyLoad } from './steady-load.ts';

const ANSWER_DELAY_MS = 20;
const PER_SECOND = 50;
const LENGTHS = {
  full: { tenants: 200, seconds: 40, rounds: 3 },
  quick: { tenants: 20, seconds: 5, rounds: 1 },
};

/** How long it takes from an accepted request to the first byte at the tenant's Postiz. */
export const firstByteBench: Bench = {
  name: 'first-byte',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const { tenants, seconds, rounds } = surroundings.quick ? LENGTHS.quick : LENGTHS.full;
      const options = { tenants, answerDelayMs: ANSWER_DELAY_MS };
      const site = await PublishingSite.open(surroundings, servers, options);
      try {
        const load = { perSecond: PER_SECOND, seconds };
        const measured: number[][] = [];
        for (let round = 0; round < rounds; round += 1)
          measured.push(await steadyLoad(surroundings, site, load));
        const of = (q: number): string => milliseconds(measured.map((waits) => quantile(waits, q)));
        return {
          servers: servers.facts,
          tables: [
            {
              title: 'From the accepted request to the first byte at Postiz, ms',
              columns: ['load', 'p50', 'p90', 'p99', 'longest'],
              rows: [[`${PER_SECOND} a second over ${tenants} tenants`, of(0.5), of(0.9), of(0.99), of(1)]],
            },
          ],
          notes: [
            `From the time of the recorded request to the headers of the clip's upload, as the sandbox saw them; ${PER_SECOND * seconds} publications a round, asked for at their time whether or not those before were answered. The sandbox holds every answer back for ${ANSWER_DELAY_MS} ms.`,
            'One replica with its defaults; PostgreSQL, NATS, profile-service, the sandbox and whoever asks share the machine with it.',
          ],
          rounds: { waitsMs: measured },
        };
      } finally {
        await site.close();
      }
    }),
};
