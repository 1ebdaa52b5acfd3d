import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
} from '@opentelemetry/api';
import type { Service } from '@clipcast/contracts';
import type { Delivered } from './delivered.ts';
import type { PublicEvent } from './envelope.ts';
import type { MessageFields } from './message-fields.ts';
import { streamOf, subjectOf } from './streams.ts';

/** The one place that names messaging spans and attributes (OpenTelemetry's conventions here are still in development). */
const tracer = trace.getTracer('@clipcast/messaging');

const attributes = (
  subject: string,
  operation: 'publish' | 'process',
  profileId: string,
  messageId: string,
) => ({
  'messaging.system': 'nats',
  'messaging.operation.name': operation,
  'messaging.operation.type': operation === 'publish' ? 'send' : 'process',
  'messaging.destination.name': subject,
  'messaging.message.id': messageId,
  'clipcast.profile.id': profileId,
});

export interface TracedMessage {
  readonly subject: string;
  readonly profileId: string;
  readonly id: string;
}

/** The flag in a `traceparent` that says that nobody records this trace. */
const UNSAMPLED = '-00';

export interface PublishTrace {
  /** What the message carries on, by header name. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be ended when the message is stored; absent when nobody records. */
  readonly span?: { end(): void };
}

/**
 * Records that a fact was published, under the span in which it was decided. Without somebody who records, the message
 * carries on what the fact brought along, and that costs next to nothing.
 */
export function tracePublish(message: TracedMessage, traceparent: string | undefined): PublishTrace {
  const unrecorded = { headers: traceparent ? { traceparent } : {} };
  if (traceparent?.endsWith(UNSAMPLED)) return unrecorded;
  const parent = traceparent ? propagation.extract(ROOT_CONTEXT, { traceparent }) : ROOT_CONTEXT;
  const span = tracer.startSpan(
    `publish ${message.subject}`,
    {
      kind: SpanKind.PRODUCER,
      attributes: attributes(message.subject, 'publish', message.profileId, message.id),
    },
    parent,
  );
  if (!span.isRecording()) return unrecorded;
  const headers: Record<string, string> = {};
  propagation.inject(trace.setSpan(parent, span), headers);
  return { headers, span };
}

/** The trace that a message belongs to. */
export const traceOf = (fields: MessageFields): Context =>
  propagation.extract(ROOT_CONTEXT, fields, {
    get: (carrier, key) => carrier.get(key),
    keys: (carrier) => [...carrier.keys()],
  });

/** Runs the handling of an event under the producer's span. */
export const traceEvent = <T>(
  event: PublicEvent,
  group: string,
  parent: Context,
  work: () => Promise<T>,
): Promise<T> => within(eventSpan(event, group, parent), parent, work);

/** The trace in which an event is handled beside others, and its end. */
export interface EventTrace {
  readonly trace: Context;
  readonly end: (handled: boolean) => void;
}

/** Begins the handling of an event among others, under the producer's span; nothing where nobody records that one. */
export function beginEvent(event: PublicEvent, group: string, parent: Context): EventTrace {
  if (trace.getSpanContext(parent)?.traceFlags === TraceFlags.NONE)
    return { trace: parent, end: () => undefined };
  const span = eventSpan(event, group, parent);
  return {
    trace: trace.setSpan(parent, span),
    end: (handled) => {
      if (!handled) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

function eventSpan(event: PublicEvent, group: string, parent: Context): Span {
  const subject = subjectOf(event.service, event.type);
  return tracer.startSpan(
    `process ${subject}`,
    {
      kind: SpanKind.CONSUMER,
      attributes: {
        ...attributes(subject, 'process', event.profileId, event.id),
        'messaging.consumer.group.name': group,
      },
    },
    parent,
  );
}

/** Runs the handling of a batch in one span that points at every producer's; of one event, under the producer's span. */
export async function traceBatch<T>(
  source: Service,
  group: string,
  batch: readonly Delivered[],
  work: () => Promise<T>,
): Promise<T> {
  const [first] = batch;
  if (first && batch.length === 1) return traceEvent(first.event, group, first.trace, work);
  const producers = batch.map(({ trace: producer }) => trace.getSpanContext(producer));
  const span = tracer.startSpan(
    `process ${streamOf(source)}`,
    {
      kind: SpanKind.CONSUMER,
      links: producers
        .filter((producer) => producer !== undefined)
        .map((producer) => ({ context: producer })),
      attributes: {
        'messaging.system': 'nats',
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.destination.name': streamOf(source),
        'messaging.batch.message_count': batch.length,
        'messaging.consumer.group.name': group,
      },
    },
    ROOT_CONTEXT,
  );
  return within(span, ROOT_CONTEXT, work);
}

async function within<T>(span: Span, parent: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await context.with(trace.setSpan(parent, span), work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    span.end();
  }
}
