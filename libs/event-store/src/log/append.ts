import { contractOf, type Service } from '@clipcast/contracts';
import { bareId, DomainError, type Ids } from '@clipcast/kernel';
import { context, propagation } from '@opentelemetry/api';
import type { AppendCommand, AppendOutcome, DomainEvent, EventMeta } from './events.ts';

/** Larger facts would not fit a NATS message beside their headers. */
const EVENT_BYTES_MAX = 512 * 1024;

export const appendStatement = {
  name: 'append_events',
  text: `select outcome, stream_version, last_position, first_result, first_fingerprint
           from append_events($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::int[], $6::uuid[], $7::uuid[], $8::text[],
                              $9::jsonb[], $10::int[], $11::int[], $12::uuid[], $13::text[], $14::smallint[],
                              $15::boolean[], $16::jsonb[], $17::jsonb[])`,
};

export interface AppendRow {
  outcome: 'appended' | 'conflict' | 'duplicate';
  stream_version: number;
  last_position: bigint | null;
  first_result: { value: AppendCommand['result'] } | null;
  first_fingerprint: string | null;
}

/** The parameters of the append statement: one array a column, commands first, then their events in order. */
export function appendParameters(service: Service, commands: readonly AppendCommand[], ids: Ids): unknown[] {
  const traceparent = currentTraceparent();
  const events = commands.flatMap((command, index) => {
    const meta = JSON.stringify(metaOf(command, traceparent));
    return command.events.map((event, offset) => ({
      ...contractFields(service, event),
      id: ids.next(),
      index,
      offset,
      meta,
    }));
  });
  return [
    commands.map(({ stream }) => bareId(stream.profileId)),
    commands.map(({ stream }) => stream.id),
    commands.map(({ stream }) => stream.type),
    commands.map(({ expectedVersion }) => (expectedVersion === 'any' ? -1 : expectedVersion)),
    commands.map((command) => command.events.length),
    commands.map((command) => command.context.idempotency?.commandId ?? null),
    commands.map(({ context: { idempotency }, stream }) => idempotency?.scope ?? bareId(stream.profileId)),
    commands.map((command) => command.context.idempotency?.fingerprint ?? null),
    commands.map(({ result }) => JSON.stringify({ value: result ?? null })),
    events.map(({ index }) => index + 1),
    events.map(({ offset }) => offset + 1),
    events.map(({ id }) => id),
    events.map(({ type }) => type),
    events.map(({ schemaVersion }) => schemaVersion),
    events.map(({ isPublic }) => isPublic),
    events.map(({ data }) => data),
    events.map(({ meta }) => meta),
  ];
}

/** What the statement answered for one command. */
export function outcomeOf(row: AppendRow): AppendOutcome {
  switch (row.outcome) {
    case 'appended':
      return { outcome: 'appended', version: row.stream_version, position: row.last_position ?? 0n };
    case 'conflict':
      return { outcome: 'conflict', version: row.stream_version };
    case 'duplicate':
      return {
        outcome: 'duplicate',
        version: row.stream_version,
        first: { result: row.first_result?.value ?? null, fingerprint: row.first_fingerprint },
      };
  }
}

/** A public fact must keep its contract before it is written: nobody downstream could mend it later. */
function contractFields(service: Service, event: DomainEvent) {
  const contract = contractOf(service, event.type);
  const data = JSON.stringify(contract ? contract.data.parse(event.data) : event.data);
  if (Buffer.byteLength(data) > EVENT_BYTES_MAX) {
    throw new DomainError(
      'event_too_large',
      'too_large',
      `${event.type} would exceed ${EVENT_BYTES_MAX} bytes in the log.`,
    );
  }
  return { type: event.type, schemaVersion: contract?.version ?? 1, isPublic: contract !== undefined, data };
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

function currentTraceparent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier['traceparent'];
}
