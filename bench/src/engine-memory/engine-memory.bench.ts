import { migrateToLatest, openDatabase } from '@clipcast/event-store';
import { waitUntil } from '@clipcast/local-servers';
import { streamOf } from '@clipcast/messaging';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Bench, BenchSurroundings } from '../bench.ts';
import { SEEN_COSTS } from '../cost-log/seen-costs.projection.ts';
import { seedCosts } from '../cost-log/seed-costs.ts';
import { messagesIn } from '../relay/published-rate.ts';
import { megabytes, ratio } from '../report/figures.ts';
import { withServers, type BenchServers } from '../servers/with-servers.ts';
import { memoryOf, type WorkerMemory } from './worker-memory.ts';

const STREAM = streamOf('billing');
const LENGTHS = { full: { few: 50_000, many: 500_000 }, quick: { few: 5_000, many: 50_000 } };
const WORKERS = ['relay', 'subscriber', 'rebuild'] as const;
const PATIENCE_MS = 600_000;
const LOOK_MS = 100;

type Memory = Readonly<Record<(typeof WORKERS)[number], WorkerMemory>>;

/** Waits until `count` gives as many as are wanted. @throws {Error} when it does not within ten minutes. */
async function all(
  { runtime }: BenchSurroundings,
  what: string,
  wanted: number,
  count: () => Promise<number>,
): Promise<void> {
  const reached = async (): Promise<boolean> => (await count()) >= wanted;
  if (await waitUntil(runtime, reached, { withinMs: PATIENCE_MS, everyMs: LOOK_MS })) return;
  throw new Error(`${what}: not ${wanted} events within ten minutes.`);
}

/** One after the other over the same log: the relay fills the stream that the subscriber follows. */
async function measure(
  surroundings: BenchSurroundings,
  { database, natsUrl }: BenchServers,
  jsm: JetStreamManager,
  events: number,
): Promise<Memory> {
  const { runtime, say } = surroundings;
  say(`${events} events`);
  const [databaseUrl, readModelUrl] = [
    await database(`log_${events}`),
    await database(`read_model_${events}`),
  ];
  for (const url of [databaseUrl, readModelUrl]) await migrateToLatest(url);
  await seedCosts(databaseUrl, events);
  await jsm.streams.delete(STREAM).catch(() => undefined);
  const { pool } = openDatabase(readModelUrl, 1);
  const seen = async (): Promise<number> => {
    const text = `select coalesce(max(number), 0) as newest from ${SEEN_COSTS}`;
    const found = await pool.query<{ newest: bigint }>(text).catch(() => undefined);
    return Number(found?.rows[0]?.newest ?? 0n);
  };
  try {
    const relay = await memoryOf(runtime, 'relay', { databaseUrl, natsUrl }, () =>
      all(surroundings, 'relay', events, () => messagesIn(jsm, STREAM)),
    );
    const subscriber = await memoryOf(runtime, 'subscriber', { databaseUrl: readModelUrl, natsUrl }, () =>
      all(surroundings, 'subscriber', events, seen),
    );
    const rebuild = await memoryOf(runtime, 'rebuild', { databaseUrl });
    return { relay, subscriber, rebuild };
  } finally {
    await pool.end();
  }
}

const rowOf = (name: string, few: WorkerMemory, many: WorkerMemory): string[] => [
  name,
  ...[few.peakMb, many.peakMb].map((value) => megabytes([value])),
  ratio([many.peakMb / few.peakMb]),
  ...[few.heapMb, many.heapMb].map((value) => value.toFixed(1)),
  ratio([many.heapMb / few.heapMb]),
];

/** What the workers hold while many more events go through them. */
export const engineMemoryBench: Bench = {
  name: 'engine-memory',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const { few, many } = surroundings.quick ? LENGTHS.quick : LENGTHS.full;
      const nats = await connect({ servers: servers.natsUrl });
      const jsm = await jetstreamManager(nats);
      const [withFew, withMany] = [
        await measure(surroundings, servers, jsm, few),
        await measure(surroundings, servers, jsm, many),
      ];
      await nats.close();
      const [less, more] = [few.toLocaleString('en'), many.toLocaleString('en')];
      return {
        servers: servers.facts,
        tables: [
          {
            title: `Memory of the workers with ${less} and with ${more} events, MB`,
            columns: [
              '',
              `peak, ${less}`,
              `peak, ${more}`,
              'ratio',
              `heap, ${less}`,
              `heap, ${more}`,
              'ratio',
            ],
            rows: WORKERS.map((name) => rowOf(name, withFew[name], withMany[name])),
          },
        ],
        notes: [
          'Each in a process of its own, without the rest of a service, with the flags of `npm start`. MB are 10^6 bytes; peak is the most VmRSS, read 50 times a second; heap is what a full collection leaves at the end of the work.',
          'All events wait when the worker starts, so each takes as much at a time as it ever does.',
        ],
        rounds: { few: { events: few, ...asJson(withFew) }, many: { events: many, ...asJson(withMany) } },
      };
    }),
};

const asJson = ({ relay, subscriber, rebuild }: Memory) => ({
  relay: { ...relay },
  subscriber: { ...subscriber },
  rebuild: { ...rebuild },
});
