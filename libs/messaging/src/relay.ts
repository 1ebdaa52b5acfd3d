import type { EventStore, LogHead, OnTrouble, RecordedEvent } from '@clipcast/event-store';
import { WakeUp, type Leadership } from '@clipcast/event-store';
import { backoffMs, type Runtime } from '@clipcast/kernel';
import { jetstream, jetstreamManager, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { headersOf, numberOf } from './envelope.ts';
import type { NatsLink } from './nats-link.ts';
import { tracePublish } from './spans.ts';
import { ensureStream, streamOf, subjectOf } from './streams.ts';

const BATCH_EVENTS_MAX = 256;
const POLL_MS = 250;
const ACK_MS_MAX = 2_000;

/** What the stream last got, by its own word. */
interface Published {
  readonly number: bigint;
  readonly sequence: number;
}

/** The database was restored to an earlier state than JetStream has seen: publishing on would contradict it. */
export class StreamAheadError extends Error {
  override readonly name = 'StreamAheadError';
}

/**
 * Publishes a service's public facts to its JetStream stream, in order. What was published is read from the stream's own
 * last message, so a stream that was wiped is filled again from the log. Every message names the sequence it must follow:
 * two relays can never interleave.
 */
export class Relay {
  readonly #bell: WakeUp;
  #published: Published | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly link: NatsLink,
    private readonly leadership: Leadership,
    private readonly runtime: Runtime,
    private readonly onTrouble: OnTrouble,
    private readonly replicas = 1,
  ) {
    this.#bell = new WakeUp(runtime.timers);
  }

  /** What this process has published last; undefined on a standby. For operators. */
  get lastNumber(): bigint | undefined {
    return this.#published?.number;
  }

  /** Works until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const quiet = this.store.onAppend(() => this.#bell.ring());
    await this.leadership.hold('relay', signal, (leading) => this.#publishForever(leading));
    quiet();
  }

  async #publishForever(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        const nats = await this.link.connection(signal);
        this.#published = await this.#resume(nats);
        await this.#publishUntil(signal, jetstream(nats, { timeout: ACK_MS_MAX }), () => (failures = 0));
      } catch (error) {
        this.#published = undefined;
        this.onTrouble('relay', error);
        await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
        failures += 1;
      }
    }
  }

  async #publishUntil(signal: AbortSignal, js: JetStreamClient, onProgress: () => void): Promise<void> {
    while (!signal.aborted) {
      const more = await this.#publishNext(js);
      onProgress();
      if (!more) await this.#bell.wait(POLL_MS, signal);
    }
  }

  /** Where to go on: after the stream's last message, or from the first fact when the stream is new or was wiped. */
  async #resume(nats: NatsConnection): Promise<Published> {
    const { state } = await ensureStream(nats, this.store.service, this.replicas);
    if (state.messages === 0) return { number: 0n, sequence: state.last_seq };
    const jsm = await jetstreamManager(nats);
    const last = await jsm.streams.getMessage(streamOf(this.store.service), { seq: state.last_seq });
    if (!last) throw new Error(`The stream's last message, ${state.last_seq}, cannot be read.`);
    const { number, epoch } = numberOf(last.header);
    this.#refuseForeign(number, epoch, await this.store.head());
    return { number, sequence: state.last_seq };
  }

  #refuseForeign(number: bigint, epoch: string, head: LogHead): void {
    if (epoch === head.epoch && number <= head.publicNumber) return;
    throw new StreamAheadError(
      `${streamOf(this.store.service)} holds event ${number} of epoch ${epoch}, the log ends at ${head.publicNumber} of epoch ` +
        `${head.epoch}. The database was restored or replaced: delete the stream, and it is filled again from the log.`,
    );
  }

  async #publishNext(js: JetStreamClient): Promise<boolean> {
    const from = this.#published;
    if (!from) return false;
    const events = await this.store.readPublic(from.number, BATCH_EVENTS_MAX);
    const last = events.at(-1);
    if (!last) return false;
    const { epoch } = await this.store.head();
    await Promise.all(events.map((event, index) => this.#publish(js, event, epoch, from.sequence + index)));
    this.#published = { number: last.publicNumber ?? from.number, sequence: from.sequence + events.length };
    return events.length === BATCH_EVENTS_MAX;
  }

  async #publish(js: JetStreamClient, event: RecordedEvent, epoch: string, after: number): Promise<void> {
    const subject = subjectOf(this.store.service, event.type);
    const headers = headersOf(this.store.service, event, epoch);
    const span = tracePublish(
      { subject, profileId: event.profileId, id: event.id },
      event.meta.traceparent,
      headers,
    );
    try {
      const ack = await js.publish(subject, JSON.stringify(event.data), {
        headers,
        expect: { lastSequence: after },
      });
      if (ack.seq !== after + 1)
        throw new Error(`${event.id} was stored as ${ack.seq}, not as ${after + 1}.`);
    } finally {
      span.end();
    }
  }
}
