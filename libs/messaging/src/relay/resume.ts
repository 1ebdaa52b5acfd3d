import type { EventStore, LogHead } from '@clipcast/event-store';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { ensureStream, findStream, streamOf } from '../streams.ts';
import { isUnbroken } from './stream-proof.ts';
import { lastEvent, shapeOf, type LastEvent, type StreamShape } from './stream-tail.ts';

/** JetStream has seen what the log does not hold, or other facts under the same numbers: publishing on would contradict it. */
export class StreamAheadError extends Error {
  override readonly name = 'StreamAheadError';
}

/** What a stream lost that makes it be filled again. */
export type Loss = 'missing' | 'empty' | 'tail' | 'incomplete';

/** Where to go on. */
export interface ResumePoint {
  /** The number of the stream's last event; 0 when it holds none. */
  readonly number: bigint;
  /** The sequence that the next message must follow. */
  readonly sequence: number;
  readonly head: LogHead;
  readonly shape: StreamShape;
  readonly loss: Loss | undefined;
}

/**
 * Finds out from the stream itself what it holds. An empty one gets everything, one whose end was lost goes on from its
 * new end. One that has lost events before its end, against its own limits, or has somebody else's messages between them,
 * is emptied and gets everything again: the log has it all, and subscribers let fall what they had.
 * @param known The highest number that this process has seen in the stream.
 * @throws {StreamAheadError} when the stream says what the log does not.
 * @throws {MalformedMessageError} when the stream ends with a message that is none of ours.
 */
export async function resumePoint(
  nats: NatsConnection,
  store: EventStore,
  replicas: number,
  known: bigint,
): Promise<ResumePoint> {
  const jsm = await jetstreamManager(nats, { checkAPI: false });
  const found = await findStream(jsm, store.service);
  const stream = found ?? (await ensureStream(nats, store.service, replicas));
  const last = await lastEvent(jsm, store.service, stream);
  const head = await store.head();
  const { messages, last_seq: sequence } = stream.state;
  const point = { head, sequence, shape: shapeOf(stream) };
  if (!last) {
    if (messages > 0) throw new Error(`${streamOf(store.service)} was emptied in this moment.`);
    const loss = head.publicNumber === 0n ? undefined : found ? 'empty' : 'missing';
    return { ...point, number: 0n, loss };
  }
  refuseForeign(streamOf(store.service), last, head);
  await refuseOtherFact(store, last);
  const canStartOver = !point.shape.limited && !stream.config.deny_purge;
  if (canStartOver && !(BigInt(messages) === last.number && (await isUnbroken(nats, store.service, last)))) {
    return { ...point, number: 0n, shape: await emptied(jsm, store, sequence), loss: 'incomplete' };
  }
  return { ...point, number: last.number, loss: last.number < known ? 'tail' : undefined };
}

/** Nothing after `sequence` goes: should the request be late, it cannot take what was filled in meanwhile. */
async function emptied(jsm: JetStreamManager, store: EventStore, sequence: number): Promise<StreamShape> {
  const name = streamOf(store.service);
  await jsm.streams.purge(name, { seq: sequence + 1 });
  return shapeOf(await jsm.streams.info(name));
}

function refuseForeign(stream: string, { number, epoch }: LastEvent, head: LogHead): void {
  if (epoch === head.epoch && number <= head.publicNumber) return;
  throw new StreamAheadError(
    `${stream} holds event ${number} of epoch ${epoch}, the log ends at ${head.publicNumber} of epoch ` +
      `${head.epoch}. The database was restored or replaced: delete the stream, and it is filled again from the log.`,
  );
}

/** A copy of the database that was behind when it took over hands out the same numbers again, in the same epoch. */
async function refuseOtherFact(store: EventStore, { number, id }: LastEvent): Promise<void> {
  const [event] = await store.readPublic(number - 1n, 1);
  if (event?.publicNumber === number && event.id === id) return;
  throw new StreamAheadError(
    `${streamOf(store.service)} holds ${id} as event ${number}, the log has ${event?.id ?? 'nothing'} there. The ` +
      `database was replaced, or failed over to a copy that lacked what was published. Subscribers may have acted on ` +
      `events that the log does not hold: an operator has to decide.`,
  );
}
