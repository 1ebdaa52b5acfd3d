import { migrateToLatest } from '@clipcast/event-store';
import type { BenchSurroundings } from '../bench.ts';
import { inTurn } from '../measure/alternate.ts';
import type { BenchServers } from '../servers/with-servers.ts';
import { rateOf, type Contender } from './contender.ts';
import { emmettAppends } from './emmett-appends.ts';
import { ourAppends } from './our-appends.ts';
import { pgbenchInserts } from './pgbench-inserts.ts';
import { createPlainTable, plainInserts } from './plain-inserts.ts';
import { settled } from './settled.ts';

const LENGTHS = {
  full: { rounds: 7, forMs: 2_000, warmUpMs: 500 },
  quick: { rounds: 2, forMs: 1_000, warmUpMs: 300 },
};
/** What PostgreSQL keeps for itself, and for whoever looks at it. */
const CONNECTIONS_SPARE = 20;

/** How many clients the server lets in, at the most. */
export const clientsMax = ({ facts }: BenchServers): number => facts.maxConnections - CONNECTIONS_SPARE;

/** Operations a second at one level of concurrency, round by round. */
export interface Level {
  readonly callers: number;
  readonly ours: readonly number[];
  readonly inserts: readonly number[];
  /** Not a number where pgbench is not installed. */
  readonly pgbench: readonly number[];
  readonly emmett: readonly number[];
}

/** One event in each append; INSERTs have a connection for each caller, as far as the server allows. */
export async function measureLevel(
  { runtime, quick }: BenchSurroundings,
  servers: BenchServers,
  callers: number,
  hasPgbench: boolean,
): Promise<Level> {
  const url = await servers.database(`append_${callers}`);
  await migrateToLatest(url);
  await createPlainTable(url);
  const { rounds, ...lengths } = quick ? LENGTHS.quick : LENGTHS.full;
  const load = { callers, ...lengths };
  const clients = Math.min(callers, clientsMax(servers));
  const timed = (open: () => Contender) => async () => {
    await settled(url, runtime);
    return rateOf(runtime.clock, load, open);
  };
  const pgbench = async (): Promise<number> => {
    if (!hasPgbench) return Number.NaN;
    await settled(url, runtime);
    return pgbenchInserts(url, runtime.ids, { clients, seconds: load.forMs / 1_000 });
  };
  const measured = await inTurn(rounds, {
    ours: timed(() => ourAppends(url, runtime, 1)),
    inserts: timed(() => plainInserts(url, runtime.ids, clients)),
    pgbench,
    emmett: timed(() => emmettAppends(url, runtime.ids, 1)),
  });
  return { callers, ...measured };
}

/** Several events in each append; without those who know only single rows. */
export async function measureLong(
  { runtime, quick }: BenchSurroundings,
  { database }: BenchServers,
  { callers, events }: { readonly callers: number; readonly events: number },
): Promise<{ ours: number[]; emmett: number[] }> {
  const url = await database('append_long');
  await migrateToLatest(url);
  const { rounds, ...lengths } = quick ? LENGTHS.quick : LENGTHS.full;
  const timed = (open: () => Contender) => () => rateOf(runtime.clock, { callers, ...lengths }, open);
  return inTurn(rounds, {
    ours: timed(() => ourAppends(url, runtime, events)),
    emmett: timed(() => emmettAppends(url, runtime.ids, events)),
  });
}
