import { WakeUp, type Watermark } from '@clipcast/event-store';
import type { Timers } from '@clipcast/kernel';
import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type ConsumerMessages,
  type JsMsg,
} from '@nats-io/jetstream';
import type { Service } from '@clipcast/contracts';
import type { NatsConnection } from '@nats-io/transport-node';
import { startSequence } from './start-sequence.ts';
import { isNotFound, streamOf } from './streams.ts';

/** Longer than any outage that is waited out: what has come waits here, and coming again would only pile up. */
const ACK_WAIT_NS = 6 * 3_600 * 1_000_000_000;
const UNACKED_MAX = 2_000;
const PULL_MESSAGES_MAX = 500;
const IDLE_MS_MAX = 1_000;
/** A batch is parsed and written as a whole; a single message is always taken. */
const TAKE_BYTES_MAX = 4 * 1_024 * 1_024;

/** The stream is not there yet; its service's relay makes it. */
export class StreamMissingError extends Error {
  override readonly name = 'StreamMissingError';
}

/**
 * The messages of one source stream after a given event, as they come. The durable consumer is made anew each time a
 * worker becomes active: the watermark in the database says where to start, so nothing waits for the redelivery of what
 * a killed worker had in its hands, and a wiped or refilled stream needs no special case. At most 2,000 messages are
 * held, because the server sends no more without an acknowledgement. Where a message may have been lost on the way (another
 * connection, a missed heartbeat, a message that comes again), the inbox closes, and the next one starts at the watermark.
 */
export class Inbox {
  #closed = false;
  readonly #connectionId: string | undefined;

  private constructor(
    private readonly nats: NatsConnection,
    private readonly messages: Pick<ConsumerMessages, 'close' | 'closed' | 'status'>,
    private readonly queue: JsMsg[],
    private readonly bell: WakeUp,
  ) {
    this.#connectionId = connectionIdOf(nats);
    void messages.closed().finally(() => this.#giveUp());
    void this.#watch();
  }

  /** Opens the inbox behind `mark`. @throws {StreamMissingError} */
  static async open(
    nats: NatsConnection,
    source: Service,
    durable: string,
    mark: Watermark,
    timers: Timers,
  ): Promise<Inbox> {
    const jsm = await jetstreamManager(nats);
    const start = await startSequence(jsm, source, mark);
    if (start === undefined)
      throw new StreamMissingError(`The stream ${streamOf(source)} does not exist yet.`);
    await jsm.consumers.delete(streamOf(source), durable).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
    await jsm.consumers.add(streamOf(source), {
      durable_name: durable,
      ack_policy: AckPolicy.All,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: start,
      ack_wait: ACK_WAIT_NS,
      max_ack_pending: UNACKED_MAX,
      max_deliver: -1,
    });
    const consumer = await jetstream(nats).consumers.get(streamOf(source), durable);
    const queue: JsMsg[] = [];
    const bell = new WakeUp(timers);
    const messages = await consumer.consume({
      max_messages: PULL_MESSAGES_MAX,
      abort_on_missing_resource: true,
      callback: (message) => inbox.#receive(message),
    });
    const inbox = new Inbox(nats, messages, queue, bell);
    return inbox;
  }

  /** False once messages may be missing: the inbox has to be opened again. */
  get open(): boolean {
    const connectionId = connectionIdOf(this.nats);
    const sameConnection = connectionId === undefined || connectionId === this.#connectionId;
    return !this.#closed && sameConnection;
  }

  /** How many messages have come and were not taken. */
  get held(): number {
    return this.queue.length;
  }

  /** Up to `limit` messages that have come, of bounded size together, waiting up to a second for the first one. */
  async take(limit: number, signal: AbortSignal): Promise<JsMsg[]> {
    if (this.queue.length === 0) await this.bell.wait(IDLE_MS_MAX, signal);
    let count = 0;
    for (let bytes = 0; count < limit && count < this.queue.length; count += 1) {
      bytes += this.queue[count]?.data.length ?? 0;
      if (bytes > TAKE_BYTES_MAX && count > 0) break;
    }
    return this.queue.splice(0, count);
  }

  async close(): Promise<void> {
    await this.messages.close();
  }

  #receive(message: JsMsg): void {
    if (message.redelivered) return this.#giveUp();
    this.queue.push(message);
    this.bell.ring();
  }

  async #watch(): Promise<void> {
    for await (const { type } of this.messages.status()) {
      if (type === 'heartbeats_missed') this.#giveUp();
    }
  }

  #giveUp(): void {
    this.#closed = true;
    this.bell.ring();
  }
}

/** Changes with every connection that is made; undefined while there is none. */
function connectionIdOf({ info }: NatsConnection): string | undefined {
  return info && `${info.server_id} ${info.client_id}`;
}
