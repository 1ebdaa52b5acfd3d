import type { Clock } from '@clipcast/kernel';
import { jetstream, type JetStreamManager } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';

const WINDOW = 256;
const MESSAGE_ID = 'Nats-Msg-Id';
/** What our relay adds for itself, and `js.publish` for nobody. */
const OURS_ALONE = /^Nats-Expected-/;

/** One message as it stands in a stream, ready to be published again. */
export interface StoredMessage {
  readonly id: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly payload: Uint8Array;
}

/** What a stream holds, in order. */
export async function readStream(
  nats: NatsConnection,
  stream: string,
  count: number,
): Promise<StoredMessage[]> {
  const consumer = await jetstream(nats).consumers.get(stream);
  const messages = await consumer.consume({ max_messages: 1_000 });
  const found: StoredMessage[] = [];
  for await (const { headers: own, data } of messages) {
    const names = (own?.keys() ?? []).filter((name) => name !== MESSAGE_ID && !OURS_ALONE.test(name));
    const pairs = names.map((name) => [name, own?.get(name) ?? ''] as const);
    found.push({ id: own?.get(MESSAGE_ID) ?? '', headers: pairs, payload: data });
    if (found.length >= count) break;
  }
  return found;
}

/** A stream with another's settings and a subject of its own, empty. */
export async function twinOf(jsm: JetStreamManager, stream: string, twin: string): Promise<string> {
  const { config } = await jsm.streams.info(stream);
  const subject = `${twin.toLowerCase()}.event`;
  await jsm.streams.delete(twin).catch(() => undefined);
  await jsm.streams.add({ ...config, name: twin, subjects: [subject] });
  return subject;
}

/**
 * The baseline: `js.publish` as the client has it, with a message id, up to 256 on their way at a time. The messages are
 * in memory already; only their headers are put together, as for every message that is published once.
 * @returns messages a second.
 */
export async function plainPublish(
  nats: NatsConnection,
  clock: Clock,
  subject: string,
  messages: readonly StoredMessage[],
): Promise<number> {
  const js = jetstream(nats);
  let next = 0;
  const publishNext = async (): Promise<void> => {
    for (let message = messages[next++]; message; message = messages[next++]) {
      const own = headers();
      for (const [name, value] of message.headers) own.set(name, value);
      await js.publish(subject, message.payload, { msgID: message.id, headers: own });
    }
  };
  const startedAt = clock.monotonicMs();
  await Promise.all(Array.from({ length: WINDOW }, publishNext));
  return (messages.length * 1_000) / (clock.monotonicMs() - startedAt);
}
