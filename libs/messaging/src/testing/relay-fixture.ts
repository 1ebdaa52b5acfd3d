import type { EventStore, Leadership } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import { jetstreamManager, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { NatsLink } from '../nats-link.ts';
import { Relay } from '../relay.ts';
import { numbered, register } from './test-service.ts';

/** Everybody leads: what is left to keep order is the fence of the stream alone. */
export const everybodyLeads: Pick<Leadership, 'hold'> = { hold: (_, signal, work) => work(signal) };

/** Starts a relay with a connection of its own. */
export function startRelay(
  store: EventStore,
  natsUrl: string,
  {
    leadership = everybodyLeads,
    replicas = 1,
  }: { leadership?: Pick<Leadership, 'hold'>; replicas?: number } = {},
) {
  const troubles: string[] = [];
  const link = new NatsLink(natsUrl, 'relay');
  const relay = new Relay(
    store,
    link,
    leadership,
    systemRuntime,
    (_, error) => troubles.push(String(error)),
    replicas,
  );
  const stopping = new AbortController();
  const ended = relay.run(stopping.signal);
  const stop = async () => {
    stopping.abort();
    await ended;
    await link.close();
  };
  return { relay, troubles, stop };
}

/** Asks over a connection of its own, since one that is being restored loses what it is asked. */
export async function withManager<T>(
  url: string,
  ask: (manager: JetStreamManager) => Promise<T>,
): Promise<T> {
  const connection = await connect({ servers: url.split(',') });
  try {
    return await ask(await jetstreamManager(connection, { timeout: 1_500 }));
  } finally {
    await connection.close();
  }
}

/** Every message of the stream, in its order. */
export const storedMessages = (url: string, stream = 'PROFILE'): Promise<JsMsg[]> =>
  withManager(url, async (manager) => {
    const { state } = await manager.streams.info(stream);
    const consumer = await manager.jetstream().consumers.get(stream);
    const messages: JsMsg[] = [];
    if (state.messages === 0) return messages;
    // Ends by itself, also when less comes than was there a moment ago.
    const batch = await consumer.fetch({ max_messages: state.messages, expires: 2_000 });
    for await (const message of batch) messages.push(message);
    return messages;
  });

/** The public numbers that the stream holds, in its order. */
export const storedNumbers = async (url: string): Promise<number[]> =>
  (await storedMessages(url)).map(({ headers }) => Number(headers?.get('Clipcast-Number')));

export const oneTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Appends `count` public facts, some hundred at a time. */
export async function registerMany(store: EventStore, count: number): Promise<void> {
  for (let from = 0; from < count; from += 500) {
    await register(store, numbered(from, Math.min(500, count - from)));
  }
}
