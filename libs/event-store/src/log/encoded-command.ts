import { contractOf, type EventVersions, type Service } from '@clipcast/contracts';
import { DomainError, type Ids, type Uuid } from '@clipcast/kernel';
import { context, propagation } from '@opentelemetry/api';
import type { AppendCommand, DomainEvent, EventMeta } from './events.ts';

/** Larger facts would not fit a NATS message beside their headers. */
const EVENT_BYTES_MAX = 512 * 1024;

/** As JSON escapes them; a backslash that is text itself comes doubled. */
const BROKEN_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

export interface EncodedEvent {
  readonly id: Uuid;
  readonly type: string;
  readonly schemaVersion: number;
  readonly isPublic: boolean;
  readonly data: string;
}

/** A command as the append statement takes it. Made alone, before it meets others, so that a bad one fails itself only. */
export interface EncodedCommand extends AppendCommand {
  readonly encodedEvents: readonly EncodedEvent[];
  readonly meta: string;
  readonly encodedResult: string;
  readonly bytes: number;
}

/**
 * Checks and encodes one command.
 * @throws {ZodError} when a public fact breaks its contract, {DomainError} `event_too_large`.
 */
export function encodeCommand(
  service: Service,
  versions: EventVersions,
  command: AppendCommand,
  ids: Ids,
): EncodedCommand {
  const encodedEvents = command.events.map((event) => encodeEvent(service, versions, event, ids));
  const meta = JSON.stringify(metaOf(command, currentTraceparent()));
  const encodedResult = JSON.stringify({ value: command.result ?? null });
  const bytes = encodedEvents.reduce(
    (sum, { data }) => sum + data.length + meta.length,
    encodedResult.length,
  );
  return { ...command, encodedEvents, meta, encodedResult, bytes };
}

/** The W3C trace context in which the caller works; undefined when nothing is traced. */
function currentTraceparent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier['traceparent'];
}

/** A public fact must keep its contract before it is written: nobody downstream could mend it later. */
function encodeEvent(service: Service, versions: EventVersions, event: DomainEvent, ids: Ids): EncodedEvent {
  const contract = contractOf(service, event.type);
  const data = JSON.stringify(contract ? contract.data.parse(event.data) : event.data);
  if (data.length > EVENT_BYTES_MAX / 3 && Buffer.byteLength(data) > EVENT_BYTES_MAX) {
    throw new DomainError(
      'event_too_large',
      'too_large',
      `${event.type} would exceed ${EVENT_BYTES_MAX} bytes in the log.`,
    );
  }
  refuseBrokenText(event.type, data);
  return {
    id: ids.next(),
    type: event.type,
    schemaVersion: versions.versionOf(event.type),
    isPublic: contract !== undefined,
    data,
  };
}

/** No text column can hold U+0000 or half a surrogate pair, so a fact with one could never be shown. */
function refuseBrokenText(type: string, json: string): void {
  if (!json.includes('\\u') || !BROKEN_TEXT.test(json)) return;
  throw new DomainError(
    'text_not_storable',
    'invalid',
    `${type} would hold a null character or half of a surrogate pair. Send text without them.`,
  );
}

function metaOf({ context: caller }: AppendCommand, traceparent: string | undefined): EventMeta {
  return {
    actor: caller.actor,
    correlationId: caller.correlationId,
    ...(caller.causationId && { causationId: caller.causationId }),
    ...(caller.idempotency && { commandId: caller.idempotency.commandId }),
    ...(traceparent && { traceparent }),
  };
}
