import { readPublicEvent, type Service } from '@clipcast/contracts';
import type { RecordedEvent } from '@clipcast/event-store';
import type { JsonObject, ProfileId, Uuid } from '@clipcast/kernel';
import type { MsgHdrs } from '@nats-io/transport-node';
import type { MessageFields } from './message-fields.ts';

/** A public fact of some service, as its subscribers get it. */
export interface PublicEvent<T extends string = string, D = unknown> {
  readonly service: Service;
  readonly type: T;
  readonly schemaVersion: number;
  readonly id: Uuid;
  /** 1, 2, 3 … without holes over the service's public events. */
  readonly number: bigint;
  /** The life of the source's log; numbers of another epoch mean other facts. */
  readonly epoch: Uuid;
  readonly profileId: ProfileId;
  readonly streamId: Uuid;
  readonly streamVersion: number;
  readonly recordedAt: string;
  readonly correlationId: Uuid;
  readonly actor: string;
  readonly data: D;
}

/** A message that is no event of ours: unknown type, newer version, or data that breaks the contract. */
export class MalformedMessageError extends Error {
  override readonly name = 'MalformedMessageError';
}

/** The header with the event's own id. */
export const EVENT_ID = 'ce-id';
const NUMBER = 'Clipcast-Number';
const EPOCH = 'Clipcast-Epoch';
const EPOCH_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * CloudEvents 1.0 attributes in binary mode, with what a subscriber needs to notice a gap (design, section 5), as the lines
 * that NATS puts on the wire; JetStream's own are the relay's. Written in one go, because it is done for every event that leaves.
 */
export function headerLines(service: Service, event: RecordedEvent, epoch: Uuid): string {
  const { type, schemaVersion, meta } = event;
  return (
    'ce-specversion: 1.0\r\n' +
    `${EVENT_ID}: ${event.id}\r\n` +
    `ce-source: /clipcast/${service}-service\r\n` +
    `ce-type: clipcast.${service}.${type}.v${schemaVersion}\r\n` +
    `ce-time: ${event.recordedAt.toISOString()}\r\n` +
    `ce-subject: ${event.profileId}\r\n` +
    `ce-dataschema: urn:clipcast:${service}:${type}:v${schemaVersion}\r\n` +
    'ce-datacontenttype: application/json\r\n' +
    headerLine('ce-correlationid', meta.correlationId) +
    `ce-streamid: ${event.streamId}\r\n` +
    `ce-streamversion: ${event.version}\r\n` +
    headerLine('ce-actor', meta.actor) +
    'Content-Type: application/json\r\n' +
    `Clipcast-Position: ${event.position}\r\n` +
    `${NUMBER}: ${event.publicNumber}\r\n` +
    `${EPOCH}: ${epoch}\r\n` +
    (meta.causationId ? headerLine('ce-causationid', meta.causationId) : '')
  );
}

/** One header. A line break in what somebody else wrote must not make another one. */
export const headerLine = (name: string, value: string): string =>
  `${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}\r\n`;

/** The public number and the epoch that a message carries. @throws {MalformedMessageError} */
export function numberOf(found: MsgHdrs | undefined): { number: bigint; epoch: Uuid } {
  return checkedNumber(found?.get(NUMBER) ?? '', found?.get(EPOCH) ?? '');
}

/** An event's place in its source's log, out of a message. @throws {MalformedMessageError} */
export function checkedNumber(number: string, epoch: string): { number: bigint; epoch: Uuid } {
  if (!/^\d{1,18}$/.test(number) || !EPOCH_FORM.test(epoch))
    throw new MalformedMessageError('The message carries no event number.');
  return { number: BigInt(number), epoch };
}

/**
 * What a message says, without doubting its data yet: {@link contractData} does that.
 * @throws {MalformedMessageError} when it carries no event number.
 */
export function readEnvelope(service: Service, fields: MessageFields, payload: Uint8Array): PublicEvent {
  const text = (name: string) => fields.get(name) ?? '';
  const [, , type = '', version = ''] = text('ce-type').split('.');
  return {
    service,
    type,
    schemaVersion: Number(version.replace(/^v/, '')),
    id: text(EVENT_ID),
    ...checkedNumber(text(NUMBER), text(EPOCH)),
    profileId: text('ce-subject') as ProfileId,
    streamId: text('ce-streamid'),
    streamVersion: Number(text('ce-streamversion')),
    recordedAt: text('ce-time'),
    correlationId: text('ce-correlationid'),
    actor: text('ce-actor'),
    data: parseJson(payload),
  };
}

/**
 * The event with data in today's form, checked against its contract.
 * @throws {MalformedMessageError} for a type or a version that this release does not know, and for data that is not what
 * its contract promises.
 */
export function contractData(event: PublicEvent): PublicEvent {
  const { service, type, schemaVersion, data } = event;
  if (typeof data !== 'object' || data === null)
    throw new MalformedMessageError(`${type} breaks its contract: its data is no JSON object.`);
  try {
    return { ...event, ...readPublicEvent(service, type, schemaVersion, data as JsonObject) };
  } catch (error) {
    throw new MalformedMessageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

const decoder = new TextDecoder();

/** Undefined for what is no JSON: the contract refuses it, and the message becomes a dead letter with its reason. */
function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(payload)) as unknown;
  } catch {
    return undefined;
  }
}
