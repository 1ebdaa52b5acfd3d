import type { Service } from '@clipcast/contracts';
import {
  isPassingTrouble,
  Watermarks,
  type Database,
  type Leadership,
  type LogTables,
  type OnTrouble,
} from '@clipcast/event-store';
import { backoffMs, type Runtime } from '@clipcast/kernel';
import type { JsMsg } from '@nats-io/jetstream';
import { DeadLetters } from './dead-letters.ts';
import { EventDelivery, type Delivered } from './event-delivery.ts';
import { readEnvelope, type PublicEvent } from './envelope.ts';
import { Inbox, StreamMissingError } from './inbox.ts';
import type { NatsLink } from './nats-link.ts';
import { traceOf } from './spans.ts';
import type { Subscription } from './subscription.ts';

const BATCH_EVENTS_MAX = 200;
/** How soon a stream that its service has not made yet is looked for again. */
const STREAM_MISSING_MS = 250;

/** The stream skipped events: the inbox has to be opened again, and what is missing has to come first. */
class GapError extends Error {
  override readonly name = 'GapError';
}

/**
 * Feeds one subscription from its source's stream: one active worker over all replicas, the watermark moved together with
 * the work, acknowledged after the commit. Repeated messages fall under the watermark; a missing one stops the worker
 * until it comes.
 */
export class Subscriber<Tables extends LogTables> {
  readonly #watermarks: Watermarks;

  constructor(
    /** The service that subscribes; two services may call a subscription alike. */
    private readonly owner: Service,
    private readonly database: Database<Tables>,
    private readonly link: NatsLink,
    private readonly leadership: Leadership,
    private readonly subscription: Subscription<Tables>,
    private readonly runtime: Runtime,
    private readonly onTrouble: OnTrouble,
  ) {
    this.#watermarks = new Watermarks((database as unknown as Database).db);
  }

  /** Works until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { name } = this.subscription;
    await this.leadership.hold(`subscription:${name}`, signal, (leading) => this.#followForever(leading));
  }

  async #followForever(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.#follow(signal, () => (failures = 0));
      } catch (error) {
        const { name, source } = this.subscription;
        await this.#watermarks.note(name, source, String(error));
        if (error instanceof StreamMissingError) {
          await this.runtime.timers.sleep(STREAM_MISSING_MS, signal);
          continue;
        }
        this.onTrouble(`subscription ${name}`, error);
        await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
        failures += 1;
      }
    }
  }

  async #follow(signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { name, source } = this.subscription;
    const db = (this.database as unknown as Database).db;
    const nats = await this.link.connection(signal);
    const mark = await this.#watermarks.read(name, source);
    const delivery = new EventDelivery(
      this.database,
      this.subscription,
      await DeadLetters.load(db, name),
      this.runtime,
      mark,
    );
    const inbox = await Inbox.open(nats, source, `${this.owner}_${name}`, mark, this.runtime.timers);
    try {
      while (inbox.open && !signal.aborted) {
        const messages = await inbox.take(BATCH_EVENTS_MAX, signal);
        const last = messages.at(-1);
        if (!last) continue;
        await this.#deliver(delivery, messages, signal);
        last.ack();
        onProgress();
      }
    } finally {
      await inbox.close();
    }
  }

  async #deliver(
    delivery: EventDelivery<Tables>,
    messages: readonly JsMsg[],
    signal: AbortSignal,
  ): Promise<void> {
    const fresh = this.#fresh(delivery, messages);
    for (let failures = 0; ; failures += 1) {
      try {
        const open = fresh.filter(({ event }) => event.number > delivery.number);
        await delivery.deliver(open, signal);
        return;
      } catch (error) {
        if (signal.aborted || !isPassingTrouble(error)) throw error;
        this.onTrouble(`subscription ${this.subscription.name}`, error);
        await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
      }
    }
  }

  /** The events after the watermark, each once. @throws {GapError} when one is missing; {EpochChangedError}. */
  #fresh(delivery: EventDelivery<Tables>, messages: readonly JsMsg[]): Delivered[] {
    let last = delivery.number;
    const fresh: Delivered[] = [];
    for (const message of messages) {
      const event = this.#read(message);
      if (!event) continue;
      // Before its number is looked at: numbers of another log mean other facts.
      delivery.checkEpoch(event);
      if (event.number <= last) continue;
      last += 1n;
      if (event.number !== last)
        throw new GapError(`Event ${last} is missing: ${event.number} came instead.`);
      fresh.push({ event, trace: traceOf(message.headers) });
    }
    return fresh;
  }

  /** A broken payload keeps its number and stream and becomes a dead letter; what has no number is no event at all. */
  #read(message: JsMsg): PublicEvent | undefined {
    const { name, source } = this.subscription;
    try {
      return readEnvelope(source, message.headers, message.data);
    } catch (error) {
      this.onTrouble(`subscription ${name}`, error);
      return undefined;
    }
  }
}
