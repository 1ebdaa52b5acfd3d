import { migrateToLatest } from '@clipcast/event-store';
import { streamOf } from '@clipcast/messaging';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Bench, BenchSurroundings } from '../bench.ts';
import { seedCosts } from '../cost-log/seed-costs.ts';
import { alternate, type Rounds } from '../measure/alternate.ts';
import { ratiosOf } from '../measure/statistics.ts';
import { rate, ratio } from '../report/figures.ts';
import { withServers, type BenchServers } from '../servers/with-servers.ts';
import { ourRelay } from './our-relay.ts';
import { plainPublish, readStream, twinOf, type StoredMessage } from './plain-publish.ts';
import { watchPublished } from './published-rate.ts';

const STREAM = streamOf('billing');
const TWIN = 'PLAIN';
const LENGTHS = { full: { rounds: 7, events: 50_000 }, quick: { rounds: 2, events: 10_000 } };

interface Publishing {
  readonly nats: NatsConnection;
  readonly jsm: JetStreamManager;
  readonly servers: { readonly databaseUrl: string; readonly natsUrl: string };
  readonly events: number;
}

/** Our relay fills the stream that was taken away. */
async function relayed(
  { jsm, servers, events }: Publishing,
  { runtime, say }: BenchSurroundings,
): Promise<number> {
  await jsm.streams.delete(STREAM).catch(() => undefined);
  const onTrouble = (worker: string, error: unknown): void => say(`trouble in ${worker}: ${String(error)}`);
  return ourRelay(servers, runtime, onTrouble, watchPublished(runtime, jsm, STREAM, events));
}

async function published(
  { jsm, nats }: Publishing,
  { runtime }: BenchSurroundings,
  messages: readonly StoredMessage[],
): Promise<number> {
  return plainPublish(nats, runtime.clock, await twinOf(jsm, STREAM, TWIN), messages);
}

async function measure(
  surroundings: BenchSurroundings,
  { natsUrl, database }: BenchServers,
): Promise<Rounds<number> & { readonly events: number }> {
  const { rounds, events } = surroundings.quick ? LENGTHS.quick : LENGTHS.full;
  const databaseUrl = await database('relay');
  await migrateToLatest(databaseUrl);
  surroundings.say(`${events} events in the log`);
  await seedCosts(databaseUrl, events);
  const nats = await connect({ servers: natsUrl });
  try {
    const publishing = { nats, jsm: await jetstreamManager(nats), servers: { databaseUrl, natsUrl }, events };
    await relayed(publishing, surroundings);
    const messages = await readStream(nats, STREAM, events);
    await published(publishing, surroundings, messages.slice(0, events / 10));
    surroundings.say('published in turn');
    const measured = await alternate(
      rounds,
      () => relayed(publishing, surroundings),
      () => published(publishing, surroundings, messages),
    );
    return { ...measured, events };
  } finally {
    await nats.close();
  }
}

/** How fast the log gets into JetStream, beside publishing the same messages with the client's own means. */
export const relayBench: Bench = {
  name: 'relay',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const { ours, baseline, events } = await measure(surroundings, servers);
      const columns = ['', 'relay', 'js.publish', 'relay ÷ js.publish'];
      const row = ['messages a second', rate(ours), rate(baseline), ratio(ratiosOf(ours, baseline))];
      return {
        servers: servers.facts,
        tables: [{ title: `${events.toLocaleString('en')} events into JetStream`, columns, rows: [row] }],
        notes: [
          'The relay reads the events from PostgreSQL, publishes them in order and fenced, and knows of each that it is stored. `js.publish`: the very messages that the relay had made, from memory, with a message id, 256 on their way at a time, into a stream with the same settings; their order is left to chance.',
          'Each round fills an empty stream, on disk, with one replica. The relay is timed from its first message to its last.',
        ],
        rounds: { relay: [...ours], plain: [...baseline] },
      };
    }),
};
