import type { EventStore, LogHead, OnTrouble, RecordedEvent } from '@clipcast/event-store';
import { WakeUp, type Leadership } from '@clipcast/event-store';
import { backoffMs, type Runtime } from '@clipcast/kernel';
import { jetstream, jetstreamManager, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { EVENT_ID, headersOf, numberOf } from './envelope.ts';
import type { NatsLink } from './nats-link.ts';
import { tracePublish } from './spans.ts';
import { ensureStream, findStream, streamOf, subjectOf } from './streams.ts';

const BATCH_EVENTS_MAX = 256;
const POLL_MS = 250;
const ACK_MS_MAX = 2_000;
/** How soon an idle relay notices that its stream was wiped or replaced. */
const STREAM_CHECK_MS = 3_000;

/** What the stream last got, by its own word. */
interface Published {
  readonly number: bigint;
  readonly sequence: number;
  /** When the stream was made: another time means another stream. */
  readonly streamCreated: string;
}

/** JetStream has seen what the log does not hold, or other facts under the same numbers: publishing on would contradict it. */
export class StreamAheadError extends Error {
  override readonly name = 'StreamAheadError';
}

/**
 * Publishes a service's public facts to its JetStream stream, in order. What was published is read from the stream's own
 * last message, so a stream that was wiped is filled again from the log. Every message names the sequence it must follow:
 * two relays can never interleave. With nothing to publish it looks at the stream now and then, so that a stream that was
 * wiped is filled again although nothing happens.
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
        await this.#publishWhileIntact(signal, nats, () => (failures = 0));
      } catch (error) {
        this.#published = undefined;
        this.onTrouble('relay', error);
        await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
        failures += 1;
      }
    }
  }

  /** Returns when `signal` aborts, or when the stream is not as this relay left it. */
  async #publishWhileIntact(
    signal: AbortSignal,
    nats: NatsConnection,
    onProgress: () => void,
  ): Promise<void> {
    const { clock } = this.runtime;
    const js = jetstream(nats, { timeout: ACK_MS_MAX });
    let checkedMs = clock.monotonicMs();
    while (!signal.aborted) {
      const more = await this.#publishNext(js);
      onProgress();
      if (more) continue;
      if (clock.monotonicMs() - checkedMs >= STREAM_CHECK_MS) {
        if (!(await this.#isIntact(nats))) return;
        checkedMs = clock.monotonicMs();
      }
      await this.#bell.wait(POLL_MS, signal);
    }
  }

  async #isIntact(nats: NatsConnection): Promise<boolean> {
    const stream = await findStream(await jetstreamManager(nats), this.store.service);
    const published = this.#published;
    return (
      stream !== undefined &&
      stream.created === published?.streamCreated &&
      stream.state.last_seq === published.sequence &&
      // A purge keeps the sequence; so does an age that the operator has set, and then an empty stream is meant.
      (stream.state.messages > 0 || published.number === 0n || stream.config.max_age > 0)
    );
  }

  /** Where to go on: after the stream's last message, or from the first fact when the stream is new or was wiped. */
  async #resume(nats: NatsConnection): Promise<Published> {
    const { state, created } = await ensureStream(nats, this.store.service, this.replicas);
    const found = { sequence: state.last_seq, streamCreated: created };
    if (state.messages === 0) return { ...found, number: 0n };
    const jsm = await jetstreamManager(nats);
    const last = await jsm.streams.getMessage(streamOf(this.store.service), { seq: state.last_seq });
    if (!last) throw new Error(`The stream's last message, ${state.last_seq}, cannot be read.`);
    const { number, epoch } = numberOf(last.header);
    this.#refuseForeign(number, epoch, await this.store.head());
    await this.#refuseOtherFact(number, last.header.get(EVENT_ID));
    return { ...found, number };
  }

  /** A copy of the database that was behind when it took over hands out the same numbers again, in the same epoch. */
  async #refuseOtherFact(number: bigint, eventId: string): Promise<void> {
    const [event] = await this.store.readPublic(number - 1n, 1);
    if (event?.publicNumber === number && event.id === eventId) return;
    throw new StreamAheadError(
      `${streamOf(this.store.service)} holds ${eventId} as event ${number}, the log has ${event?.id ?? 'nothing'} there. The ` +
        `database was replaced, or failed over to a copy that lacked what was published. Subscribers may have acted on ` +
        `events that the log does not hold: an operator has to decide.`,
    );
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
    this.#published = {
      ...from,
      number: last.publicNumber ?? from.number,
      sequence: from.sequence + events.length,
    };
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
