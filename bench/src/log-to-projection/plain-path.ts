import { openDatabase } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { AckPolicy, jetstream, jetstreamManager, StorageType, type JsMsg } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { sampleCost } from '../cost-log/sample-cost.ts';
import type { EventPath, PathServers } from './event-path.ts';
import { ReadModel } from './read-model.ts';

const STREAM = 'PLAIN';
const SUBJECT = 'plain.cost';
const insertion = {
  name: 'insert_plain_cost',
  text: 'insert into plain_cost (number, data) values ($1, $2) on conflict do nothing',
};

/**
 * The baseline: what an application does that has no log. It publishes each event and waits for JetStream's answer; the
 * other side inserts each message as it comes, autocommitted, and acknowledges it. What a crash between the database and
 * JetStream loses is lost.
 */
export async function openPlainPath(
  { natsUrl, readModelUrl }: PathServers,
  runtime: Runtime,
  onTrouble: (worker: string, error: unknown) => void,
): Promise<EventPath> {
  const readModel = new ReadModel(readModelUrl, 'plain_cost');
  await readModel.create();
  const target = openDatabase(readModelUrl);
  const [publishing, consuming] = await Promise.all([
    connect({ servers: natsUrl }),
    connect({ servers: natsUrl }),
  ]);
  const jsm = await jetstreamManager(consuming);
  await jsm.streams.add({ name: STREAM, subjects: [SUBJECT], storage: StorageType.File });
  await jsm.consumers.add(STREAM, { durable_name: STREAM, ack_policy: AckPolicy.Explicit });
  const consumer = await jetstream(consuming).consumers.get(STREAM, STREAM);
  const messages = await consumer.consume({ max_messages: 500 });
  const insert = async (message: JsMsg): Promise<void> => {
    await target.pool.query({ ...insertion, values: [message.seq, message.string()] });
    message.ack();
  };
  const consumeAll = async (): Promise<void> => {
    for await (const message of messages) await insert(message);
  };
  const working = consumeAll().catch((error: unknown) => onTrouble('plain consumer', error));

  const js = jetstream(publishing);
  const sendOne = async (): Promise<bigint> => {
    const { seq } = await js.publish(SUBJECT, JSON.stringify(sampleCost(runtime).data), {
      msgID: runtime.ids.next(),
    });
    return BigInt(seq);
  };
  return {
    sendAll: async (count) => {
      let last = 0n;
      for (let sent = 0; sent < count; sent += 1) last = await sendOne();
      return last;
    },
    sendOne,
    newestVisible: () => readModel.newest(),
    close: async () => {
      await messages.close();
      await working;
      await Promise.all([publishing, consuming, readModel].map((one) => one.close()));
      await target.pool.end();
    },
  };
}
