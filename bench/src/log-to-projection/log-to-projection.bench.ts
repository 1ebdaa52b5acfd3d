import type { Bench, BenchSurroundings, Findings } from '../bench.ts';
import { alternate } from '../measure/alternate.ts';
import { quantile, ratiosOf } from '../measure/statistics.ts';
import { milliseconds, rate, ratio } from '../report/figures.ts';
import { withServers, type BenchServers } from '../servers/with-servers.ts';
import { openEnginePath } from './engine-path.ts';
import type { EventPath } from './event-path.ts';
import { latenciesMs } from './latency.ts';
import { openPlainPath } from './plain-path.ts';
import { eventsPerSecond } from './throughput.ts';

const PER_SECOND = 500;
const LENGTHS = {
  full: { rounds: 5, events: 100_000, plainEvents: 8_000, seconds: 6, warmUp: 2_000 },
  quick: { rounds: 2, events: 10_000, plainEvents: 1_000, seconds: 2, warmUp: 500 },
};

async function measure(
  { runtime, quick, say }: BenchSurroundings,
  engine: EventPath,
  plain: EventPath,
): Promise<Omit<Findings, 'servers'>> {
  const { rounds, events, plainEvents, seconds, warmUp } = quick ? LENGTHS.quick : LENGTHS.full;
  const saturate = (path: EventPath, count: number) => () => eventsPerSecond(runtime, path, count);
  await alternate(1, saturate(engine, warmUp), saturate(plain, warmUp));
  say(`${events} events as fast as they go`);
  const speed = await alternate(rounds, saturate(engine, events), saturate(plain, plainEvents));
  say(`${PER_SECOND} events a second`);
  const offer = (path: EventPath) => async () => {
    const waits = await latenciesMs(runtime, path, { perSecond: PER_SECOND, seconds });
    return { p50: quantile(waits, 0.5), p99: quantile(waits, 0.99) };
  };
  const wait = await alternate(rounds, offer(engine), offer(plain));
  const [p50, p99] = (['p50', 'p99'] as const).map((name) => ({
    engine: wait.ours.map((round) => round[name]),
    plain: wait.baseline.map((round) => round[name]),
  })) as [{ engine: number[]; plain: number[] }, { engine: number[]; plain: number[] }];
  const waitRow = (name: string, { engine: ours, plain: theirs }: typeof p50): string[] => [
    `${name} until visible at ${PER_SECOND} events/s, ms`,
    milliseconds(ours),
    milliseconds(theirs),
    ratio(ratiosOf(ours, theirs)),
  ];
  return {
    tables: [
      {
        title: 'From the log of one service into a read model of another',
        columns: ['', 'Clipcast', 'publish and insert', 'Clipcast ÷ other'],
        rows: [
          [
            'sustained, events/s',
            rate(speed.ours),
            rate(speed.baseline),
            ratio(ratiosOf(speed.ours, speed.baseline)),
          ],
          waitRow('p50', p50),
          waitRow('p99', p99),
        ],
      },
    ],
    notes: [
      'Clipcast: append to the log, relay, JetStream, subscriber, projection and watermark in one transaction; nothing is lost or applied twice whatever crashes. The other: an awaited `js.publish` for each event, and a consumer that inserts each message and acknowledges it; it writes no log and keeps no such promise.',
      `Sustained: ${events.toLocaleString('en')} events in one run (${plainEvents.toLocaleString('en')} for the other), appended by four callers with 100 commands each, timed from the first append until the last is visible. Visible: another connection, looking about once a millisecond, sees it.`,
      'Appender, relay and observer share one Node process, the subscriber has its own; the other’s publisher and consumer share one. PostgreSQL and NATS are on the same machine.',
    ],
    rounds: {
      eventsPerSecond: { engine: [...speed.ours], plain: [...speed.baseline] },
      latencyMs: { p50, p99 },
    },
  };
}

async function withPaths(
  surroundings: BenchSurroundings,
  servers: BenchServers,
): Promise<Omit<Findings, 'servers'>> {
  const onTrouble = (worker: string, error: unknown): void =>
    surroundings.say(`trouble in ${worker}: ${error instanceof Error ? error.message : String(error)}`);
  const paths = {
    natsUrl: servers.natsUrl,
    sourceUrl: await servers.database('bench_source'),
    readModelUrl: await servers.database('bench_read_model'),
  };
  const engine = await openEnginePath(paths, surroundings.runtime, onTrouble);
  const plain = await openPlainPath(paths, surroundings.runtime, onTrouble);
  try {
    return await measure(surroundings, engine, plain);
  } finally {
    await Promise.all([engine.close(), plain.close()]);
  }
}

/** How many events a second reach another service's read model, and how soon. */
export const logToProjectionBench: Bench = {
  name: 'log-to-projection',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => ({
      servers: servers.facts,
      ...(await withPaths(surroundings, servers)),
    })),
};
