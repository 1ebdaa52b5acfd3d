import { contractOf, type Service } from '@clipcast/contracts';
import type { RecordedEvent } from '@clipcast/event-store';
import type { ProfileId, Uuid } from '@clipcast/kernel';
import { headers, type MsgHdrs } from '@nats-io/transport-node';

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

/** CloudEvents 1.0 attributes in binary mode, with what a subscriber needs to notice a gap (design, section 5). */
export function headersOf(service: Service, event: RecordedEvent, epoch: Uuid): MsgHdrs {
  const result = headers();
  const values: Record<string, string> = {
    'Nats-Msg-Id': event.id,
    'ce-specversion': '1.0',
    [EVENT_ID]: event.id,
    'ce-source': `/clipcast/${service}-service`,
    'ce-type': `clipcast.${service}.${event.type}.v${event.schemaVersion}`,
    'ce-time': event.recordedAt.toISOString(),
    'ce-subject': event.profileId,
    'ce-dataschema': `urn:clipcast:${service}:${event.type}:v${event.schemaVersion}`,
    'ce-datacontenttype': 'application/json',
    'ce-correlationid': event.meta.correlationId,
    'ce-streamid': event.streamId,
    'ce-streamversion': String(event.version),
    'ce-actor': event.meta.actor,
    'Content-Type': 'application/json',
    'Clipcast-Position': String(event.position),
    [NUMBER]: String(event.publicNumber),
    [EPOCH]: epoch,
  };
  for (const [name, value] of Object.entries(values)) result.set(name, value);
  if (event.meta.causationId) result.set('ce-causationid', event.meta.causationId);
  return result;
}

/** The public number and the epoch that a message carries. @throws {MalformedMessageError} */
export function numberOf(found: MsgHdrs | undefined): { number: bigint; epoch: Uuid } {
  const number = found?.get(NUMBER) ?? '';
  const epoch = found?.get(EPOCH) ?? '';
  if (!/^\d+$/.test(number) || epoch === '')
    throw new MalformedMessageError('The message carries no event number.');
  return { number: BigInt(number), epoch };
}

/**
 * What a message says, without doubting its data yet: {@link contractData} does that.
 * @throws {MalformedMessageError} when it carries no event number.
 */
export function readEnvelope(service: Service, found: MsgHdrs | undefined, payload: Uint8Array): PublicEvent {
  const text = (name: string) => found?.get(name) ?? '';
  const [, , type = '', version = ''] = text('ce-type').split('.');
  return {
    service,
    type,
    schemaVersion: Number(version.replace(/^v/, '')),
    id: text(EVENT_ID),
    ...numberOf(found),
    profileId: text('ce-subject') as ProfileId,
    streamId: text('ce-streamid'),
    streamVersion: Number(text('ce-streamversion')),
    recordedAt: text('ce-time'),
    correlationId: text('ce-correlationid'),
    actor: text('ce-actor'),
    data: parseJson(payload),
  };
}

/** The event with data that keeps its contract. @throws {MalformedMessageError} */
export function contractData(event: PublicEvent): PublicEvent {
  const contract = contractOf(event.service, event.type);
  if (!contract)
    throw new MalformedMessageError(`${event.service}.${event.type} is no public event this release knows.`);
  if (event.schemaVersion > contract.version) {
    throw new MalformedMessageError(
      `${event.type} v${event.schemaVersion} is newer than this release, which knows v${contract.version}.`,
    );
  }
  const parsed = contract.data.safeParse(event.data);
  if (!parsed.success)
    throw new MalformedMessageError(`${event.type} breaks its contract: ${parsed.error.message}`);
  return { ...event, data: parsed.data };
}

/** Undefined for what is no JSON: the contract refuses it, and the message becomes a dead letter with its reason. */
function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload)) as unknown;
  } catch {
    return undefined;
  }
}
