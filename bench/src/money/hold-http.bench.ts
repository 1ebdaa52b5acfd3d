import type { ProfileId } from '@clipcast/kernel';
import { Agent, request } from 'undici';
import type { Bench, BenchSurroundings } from '../bench.ts';
import { inTurn } from '../measure/alternate.ts';
import { quantile, ratiosOf } from '../measure/statistics.ts';
import { milliseconds, ratio } from '../report/figures.ts';
import { withServers, type BenchServers } from '../servers/with-servers.ts';
import { BillingSite } from './billing-site.ts';
import { HOLD_PURPOSE, HOLD_SECONDS, HOLD_USD } from './hold.ts';
import { openLoop } from './open-loop.ts';
import { AMPLE_USD, newTenants } from './tenants.ts';

const PER_SECOND = 300;
const TENANTS = 20;
/** Of each round: connections of all kinds open in it, which belongs to no rate that lasts. */
const LEAD_IN_SECONDS = 2;
const LENGTHS = { full: { rounds: 5, seconds: 10 }, quick: { rounds: 2, seconds: 4 } };
/** Less than one hold. */
const NO_ROOM_USD = '0.000001';

interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: (index: number) => string;
  readonly body?: string;
  readonly expected: number;
}

const hold = JSON.stringify({ amountUsd: HOLD_USD, purpose: HOLD_PURPOSE, ttlSeconds: HOLD_SECONDS });

const holdsOf = (profiles: readonly ProfileId[], expected: number): Ask => ({
  method: 'POST',
  path: (index) => `/v1/profiles/${profiles[index % profiles.length] ?? ''}/reservations`,
  body: hold,
  expected,
});

/** Known and authenticated, and refused for its path before anything is looked up: the least that a route can do. */
const EMPTY: Ask = { method: 'GET', path: () => '/v1/profiles/nobody/budget', expected: 400 };

/** How long each answer took, at a steady rate. @throws {Error} for another answer than the expected one. */
async function waitsOf(
  { runtime }: BenchSurroundings,
  site: BillingSite,
  { method, path, body, expected }: Ask,
  seconds: number,
): Promise<number[]> {
  const dispatcher = new Agent({ connections: 64 });
  const headers = { authorization: `Bearer ${site.operatorKey}`, 'content-type': 'application/json' };
  const waits = await openLoop(
    runtime,
    { perSecond: PER_SECOND, seconds: LEAD_IN_SECONDS + seconds },
    async (index) => {
      const url = `${site.origin}${path(index)}`;
      const answer = await request(url, { method, headers, dispatcher, body: body ?? null });
      const text = await answer.body.text();
      if (answer.statusCode !== expected)
        throw new Error(`${method} ${path(index)} was answered ${answer.statusCode}: ${text}`);
    },
  );
  await dispatcher.close();
  return waits.slice(LEAD_IN_SECONDS * PER_SECOND);
}

async function measure(surroundings: BenchSurroundings, servers: BenchServers) {
  const { rounds, seconds } = surroundings.quick ? LENGTHS.quick : LENGTHS.full;
  const { ids } = surroundings.runtime;
  const [ample, full] = [newTenants(ids, TENANTS), newTenants(ids, TENANTS)];
  const site = await BillingSite.prepare(surroundings, servers, [
    ...ample.map((profileId) => ({ profileId, limitUsd: AMPLE_USD })),
    ...full.map((profileId) => ({ profileId, limitUsd: NO_ROOM_USD })),
  ]);
  try {
    await site.start();
    for (const worker of ['known-profiles', 'quotas']) await site.hasCome(worker, BigInt(4 * TENANTS));
    const [granted, refused] = [holdsOf(ample, 201), holdsOf(full, 402)];
    const ways = (forSeconds: number) => ({
      empty: () => waitsOf(surroundings, site, EMPTY, forSeconds),
      granted: () => waitsOf(surroundings, site, granted, forSeconds),
      refused: () => waitsOf(surroundings, site, refused, forSeconds),
    });
    surroundings.say('warming up');
    await inTurn(1, ways(3));
    surroundings.say(`${PER_SECOND} requests a second for ${seconds} s each, in turn`);
    return await inTurn(rounds, ways(seconds));
  } finally {
    await site.close();
  }
}

/** How long a decision about money takes over HTTP. */
export const holdHttpBench: Bench = {
  name: 'hold-http',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const { empty, granted, refused } = await measure(surroundings, servers);
      const at = (waits: readonly number[][], q: number): number[] =>
        waits.map((round) => quantile(round, q));
      const row = (what: string, waits: readonly number[][]): string[] => [
        what,
        milliseconds(at(waits, 0.5)),
        milliseconds(at(waits, 0.99)),
        ratio(ratiosOf(at(waits, 0.99), at(empty, 0.99))),
      ];
      return {
        servers: servers.facts,
        tables: [
          {
            title: `Answers at ${PER_SECOND} requests a second, ms`,
            columns: ['', 'p50', 'p99', 'p99 ÷ empty route'],
            rows: [row('201, granted', granted), row('402, refused', refused), row('empty route', empty)],
          },
        ],
        notes: [
          `Open loop: each request is sent at its time whether or not those before were answered, and its wait counts from that time; the first ${LEAD_IN_SECONDS} s of each round, in which connections open, are left out. POST /profiles/{id}/reservations over ${TENANTS} tenants; 201 is durable when it is answered, and so is nothing of a 402, which is confirmed against the log.`,
          'Empty route: a request of the same service that is authenticated and then refused for its path (400), with nothing looked up.',
          'billing-service with the flags of `npm start`, its projections and its relay at work; PostgreSQL, NATS and whoever asks share the machine with it.',
        ],
        rounds: { emptyMs: at(empty, 0.99), grantedMs: at(granted, 0.99), refusedMs: at(refused, 0.99) },
      };
    }),
};
