import { costIncurred } from '@clipcast/contracts';
import type { AppendCommand } from '@clipcast/event-store';
import { derivedId, type ProfileId } from '@clipcast/kernel';
import type { Bench, BenchSurroundings } from '../bench.ts';
import { inTurn } from '../measure/alternate.ts';
import { peakMbDuring } from '../measure/resident-memory.ts';
import { ratiosOf } from '../measure/statistics.ts';
import { megabytes, rate, ratio } from '../report/figures.ts';
import { withServers, type BenchServers } from '../servers/with-servers.ts';
import { BillingSite } from './billing-site.ts';
import { costBatch, COSTS_A_BATCH, reportedCost } from './cost-batches.ts';
import { createPlainCosts, plainCosts } from './plain-costs.ts';
import { REPORTERS, reportCosts, type CostBatch } from './report-costs.ts';
import { AMPLE_USD, benchContext, newTenants } from './tenants.ts';
import { ToldLog } from './told-log.ts';

const TENANTS = 20;
const LENGTHS = { full: { rounds: 5, batches: 40 }, quick: { rounds: 1, batches: 15 } };
const POLICY = 'record-cost-when-cost-incurred';
const BOOKED_WITHIN_MS = 120_000;
const LOOK_MS = 5;
const READ_MODELS = ['cost-ledger', 'month-budgets', 'unrated-usage'];

interface Round {
  readonly perSecond: number;
  /** The same until every read model of the service shows them. */
  readonly shownPerSecond: number;
  readonly peakMb: number;
}

/** Costs a second of each way, round by round. */
class Ingestion {
  constructor(
    private readonly surroundings: BenchSurroundings,
    private readonly site: BillingSite,
    private readonly publish: ToldLog,
    private readonly tenants: readonly ProfileId[],
    private readonly batches: number,
  ) {}

  async http(): Promise<Round> {
    const batches = this.#batches();
    const { client } = this.site;
    const { result, peakMb } = await peakMbDuring(this.surroundings.runtime, this.site.pid, async () => {
      let perSecond = 0;
      const shownPerSecond = await this.#perSecond(async () => {
        perSecond = await this.#perSecond(() => reportCosts(client, batches));
        for (const readModel of READ_MODELS) await this.site.hasCome(readModel, await this.site.head());
      });
      return { perSecond, shownPerSecond };
    });
    return { ...result, peakMb };
  }

  /** All of them are in JetStream when billing-service starts; from the first that it booked to the last. */
  async nats(): Promise<Round> {
    const { clock, timers } = this.surroundings.runtime;
    await this.site.stop();
    const before = await this.site.positionOf(POLICY);
    const last = await this.publish.tell(this.#incurred());
    await this.site.start();
    const { result, peakMb } = await peakMbDuring(this.surroundings.runtime, this.site.pid, async () => {
      let first = before;
      while ((first = await this.site.positionOf(POLICY)) === before) await timers.sleep(LOOK_MS);
      const startedMs = clock.monotonicMs();
      await this.site.hasCome(POLICY, last, BOOKED_WITHIN_MS);
      return (Number(last - first) * 1_000) / (clock.monotonicMs() - startedMs);
    });
    return { perSecond: result, shownPerSecond: Number.NaN, peakMb };
  }

  async plain(): Promise<Round> {
    const batches = this.#batches();
    const perSecond = await this.#perSecond(() => plainCosts(this.site.database, batches));
    return { perSecond, shownPerSecond: Number.NaN, peakMb: Number.NaN };
  }

  #batches(): CostBatch[] {
    return Array.from({ length: this.batches }, (_, index) => ({
      profileId: this.#tenant(index),
      costs: costBatch(this.surroundings.runtime),
    }));
  }

  /** Each in the stream of its publication. */
  #incurred(): AppendCommand[] {
    const { runtime } = this.surroundings;
    return Array.from({ length: this.batches * COSTS_A_BATCH }, (_, index) => {
      const { id: costId, ...cost } = reportedCost(runtime);
      return {
        stream: { profileId: this.#tenant(index), type: 'publication', id: derivedId('bench', costId) },
        expectedVersion: 0,
        events: [{ type: costIncurred.type, data: { ...cost, costId, plan: null, corrects: null } }],
        context: benchContext(runtime.ids),
      };
    });
  }

  #tenant(index: number): ProfileId {
    const tenant = this.tenants[index % this.tenants.length];
    if (!tenant) throw new RangeError('There are no tenants.');
    return tenant;
  }

  async #perSecond(work: () => Promise<void>): Promise<number> {
    const { clock } = this.surroundings.runtime;
    const startedMs = clock.monotonicMs();
    await work();
    return (this.batches * COSTS_A_BATCH * 1_000) / (clock.monotonicMs() - startedMs);
  }
}

async function measure(surroundings: BenchSurroundings, servers: BenchServers) {
  const { rounds, batches } = surroundings.quick ? LENGTHS.quick : LENGTHS.full;
  const tenants = newTenants(surroundings.runtime.ids, TENANTS);
  const site = await BillingSite.prepare(
    surroundings,
    servers,
    tenants.map((profileId) => ({ profileId, limitUsd: AMPLE_USD })),
  );
  const publish = await ToldLog.open(surroundings, servers, 'publish');
  try {
    const ingestion = new Ingestion(surroundings, site, publish, tenants, batches);
    await createPlainCosts(site.database);
    await site.start();
    await site.hasCome('known-profiles', BigInt(2 * TENANTS));
    surroundings.say('warming up');
    await ingestion.http();
    surroundings.say(`${batches} batches of ${COSTS_A_BATCH} each way in turn`);
    return await inTurn(rounds, {
      http: () => ingestion.http(),
      plain: () => ingestion.plain(),
      nats: () => ingestion.nats(),
    });
  } finally {
    await publish.close();
    await site.close();
  }
}

const perSecondOf = (rounds: readonly Round[]): number[] => rounds.map(({ perSecond }) => perSecond);
const shownOf = (rounds: readonly Round[]): number[] => rounds.map(({ shownPerSecond }) => shownPerSecond);
const peaksOf = (rounds: readonly Round[]): number[] => rounds.map(({ peakMb }) => peakMb);

/** How many costs a second get into the books, and what that takes of memory. */
export const costIngestionBench: Bench = {
  name: 'cost-ingestion',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const { http, nats, plain } = await measure(surroundings, servers);
      const [ofHttp, ofNats, ofPlain] = [http, nats, plain].map(perSecondOf) as [
        number[],
        number[],
        number[],
      ];
      return {
        servers: servers.facts,
        tables: [
          {
            title: `Costs a second, booked in ${TENANTS} budgets`,
            columns: ['', 'booked a second', '÷ plain INSERT', 'shown a second', 'peak memory, MB'],
            rows: [
              [
                'HTTP, 1,000 in a request',
                rate(ofHttp),
                ratio(ratiosOf(ofHttp, ofPlain)),
                rate(shownOf(http)),
                megabytes(peaksOf(http)),
              ],
              ['NATS', rate(ofNats), ratio(ratiosOf(ofNats, ofPlain)), '', megabytes(peaksOf(nats))],
              ['plain INSERT, 1,000 rows', rate(ofPlain), '', '', ''],
            ],
          },
        ],
        notes: [
          `HTTP: ${REPORTERS} requests at a time, each answered when its costs are durable in their budget; the service's projections and its relay work meanwhile, on the same cores; shown: until they have all of them too. NATS: the costs are in JetStream when billing-service starts, and are counted from the first that it has booked to the last.`,
          'Plain INSERT: the same costs by one statement of 1,000 rows into a table with its key alone, from the same number of callers, without a service in between. It knows no budget and no price, tells nobody, and forgets who reported what.',
          'Memory is VmRSS of billing-service with the flags of `npm start`; of one process all through the HTTP rounds until a NATS round starts a new one.',
        ],
        rounds: {
          http: ofHttp,
          httpShown: shownOf(http),
          nats: ofNats,
          plain: ofPlain,
          peakMb: { http: peaksOf(http), nats: peaksOf(nats) },
        },
      };
    }),
};
