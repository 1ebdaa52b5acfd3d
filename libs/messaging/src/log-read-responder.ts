import type { EventStore, OnTrouble, RecordedEvent } from '@clipcast/event-store';
import { backoffMs, type Runtime } from '@clipcast/kernel';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import type { PublicEvent } from './envelope.ts';
import { encodeEvent, encodePage, LogReadRequest, logReadSubject } from './log-read-protocol.ts';
import type { NatsLink } from './nats-link.ts';

/** Rows that are read at a time, so that a page of large facts does not bring a thousand of them into memory. */
const CHUNK_EVENTS = 100;
/** What an answer may fill of the largest message that NATS takes; the rest is for the frame. */
const PAYLOAD_SHARE = 0.9;

/**
 * Answers `log.<service>.read` from the database, on every replica: the second source of a service's public facts, for
 * who finds a hole in the stream or builds a read model anew. One question after the other, so that readers cannot take
 * the database away from commands.
 */
export class LogReadResponder {
  constructor(
    private readonly store: EventStore,
    private readonly link: NatsLink,
    private readonly runtime: Pick<Runtime, 'timers' | 'random'>,
    private readonly onTrouble: OnTrouble,
  ) {}

  /** Works until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      await this.#serve(signal, () => (failures = 0)).catch((error: unknown) => {
        if (!signal.aborted) this.onTrouble('log read', error);
      });
      await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
    }
  }

  /** The subscription outlives reconnections and ends with the connection. */
  async #serve(signal: AbortSignal, onServing: () => void): Promise<void> {
    const nats = await this.link.connection(signal);
    onServing();
    const subject = logReadSubject(this.store.service);
    const questions = nats.subscribe(subject, { queue: subject });
    const leave = (): void => questions.unsubscribe();
    signal.addEventListener('abort', leave, { once: true });
    try {
      if (signal.aborted) leave();
      for await (const question of questions) await this.#answer(nats, question);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  async #answer(nats: NatsConnection, question: Msg): Promise<void> {
    const request = LogReadRequest.safeParse(jsonOf(question));
    if (!request.success) {
      respondError(question, 'malformed_request', 'Ask with {"after": "<number>", "limit": <0 to 1000>}.');
      return;
    }
    const bytesMax = (nats.info?.max_payload ?? 1_048_576) * PAYLOAD_SHARE;
    try {
      question.respond(await this.#page(BigInt(request.data.after), request.data.limit, bytesMax));
    } catch (error) {
      this.onTrouble('log read', error);
      respondError(question, 'unavailable', 'The log cannot be read now. Try again later.');
    }
  }

  async #page(after: bigint, limit: number, bytesMax: number): Promise<string> {
    const { epoch } = await this.store.head();
    const encoded: string[] = [];
    let bytes = 0;
    for (let last = after; encoded.length < limit;) {
      const rows = await this.store.readPublic(last, Math.min(CHUNK_EVENTS, limit - encoded.length));
      for (const row of rows) {
        const event = toPublicEvent(this.store, row, epoch);
        const text = encodeEvent(event);
        bytes += Buffer.byteLength(text) + 1;
        if (bytes > bytesMax && encoded.length > 0) return this.#encode(encoded, epoch);
        encoded.push(text);
        last = event.number;
      }
      if (rows.length < CHUNK_EVENTS) break;
    }
    return this.#encode(encoded, epoch);
  }

  /** The head is read after the events, so that it is never before them. */
  async #encode(events: readonly string[], epoch: string): Promise<string> {
    const head = await this.store.head();
    if (head.epoch !== epoch) throw new Error('The log was replaced while it was read.');
    return encodePage(epoch, head.publicNumber, events);
  }
}

function toPublicEvent({ service }: EventStore, row: RecordedEvent, epoch: string): PublicEvent {
  return {
    service,
    type: row.type,
    schemaVersion: row.schemaVersion,
    id: row.id,
    number: row.publicNumber ?? 0n,
    epoch,
    profileId: row.profileId,
    streamId: row.streamId,
    streamVersion: row.version,
    recordedAt: row.recordedAt.toISOString(),
    correlationId: row.meta.correlationId,
    actor: row.meta.actor,
    data: row.data,
  };
}

function jsonOf(question: Msg): unknown {
  try {
    return question.json();
  } catch {
    return undefined;
  }
}

const respondError = (question: Msg, code: string, message: string): boolean =>
  question.respond(JSON.stringify({ error: { code, message } }));
