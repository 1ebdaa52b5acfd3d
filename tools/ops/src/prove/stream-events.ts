import type { Service } from '@clipcast/contracts';
import { streamOf } from '@clipcast/messaging';
import { jetstream, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';

const FETCH_MESSAGES = 500;
const FETCH_MS_MAX = 5_000;
const SHOWN_CHARS_MAX = 60;

/** An event as its stream says it, by the names that docs/api/asyncapi.json promises. */
export interface StreamEvent {
  readonly number: string;
  readonly epoch: string;
  readonly id: string;
  /** `clipcast.<service>.<type>.v<version>` */
  readonly type: string;
  readonly profileId: string;
  readonly streamId: string;
  readonly streamVersion: string;
  readonly recordedAt: string;
  readonly correlationId: string;
  readonly actor: string;
  readonly data: unknown;
}

/** Stands for the data of a message that is no JSON, and equals nothing that a log can say. */
export class NotJson {
  constructor(
    /** How the message begins. */
    readonly text: string,
  ) {}
}

/**
 * The events of a service's stream from its first on, in their order, read as any other program would read them: by the
 * documented headers and not by our own code. Ends when the stream brings nothing for five seconds.
 */
export async function* streamEvents(nats: NatsConnection, service: Service): AsyncGenerator<StreamEvent> {
  const consumer = await jetstream(nats).consumers.get(streamOf(service));
  for (;;) {
    const batch = await consumer.fetch({ max_messages: FETCH_MESSAGES, expires: FETCH_MS_MAX });
    let came = 0;
    for await (const message of batch) {
      came += 1;
      yield eventOf(message);
      if (message.info.pending === 0) break;
    }
    if (came === 0) return;
  }
}

function eventOf(message: JsMsg): StreamEvent {
  const header = (name: string): string => message.headers?.get(name) ?? '';
  return {
    number: header('Clipcast-Number'),
    epoch: header('Clipcast-Epoch'),
    id: header('ce-id'),
    type: header('ce-type'),
    profileId: header('ce-subject'),
    streamId: header('ce-streamid'),
    streamVersion: header('ce-streamversion'),
    recordedAt: header('ce-time'),
    correlationId: header('ce-correlationid'),
    actor: header('ce-actor'),
    data: dataOf(message),
  };
}

function dataOf(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    return new NotJson(message.string().slice(0, SHOWN_CHARS_MAX));
  }
}
