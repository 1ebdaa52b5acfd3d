import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
} from '@opentelemetry/api';
import type { MsgHdrs } from '@nats-io/transport-node';

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

/** Records that a fact was published, under the span in which it was decided, and puts the trace into the headers. */
export function tracePublish(
  message: TracedMessage,
  traceparent: string | undefined,
  into: MsgHdrs,
): { end(): void } {
  const parent = traceparent ? propagation.extract(ROOT_CONTEXT, { traceparent }) : ROOT_CONTEXT;
  const span = tracer.startSpan(
    `publish ${message.subject}`,
    {
      kind: SpanKind.PRODUCER,
      attributes: attributes(message.subject, 'publish', message.profileId, message.id),
    },
    parent,
  );
  propagation.inject(trace.setSpan(parent, span), into, {
    set: (carrier, key, value) => carrier.set(key, value),
  });
  return span;
}

/** The trace that a message belongs to. */
export const traceOf = (headers: MsgHdrs | undefined): Context =>
  headers
    ? propagation.extract(ROOT_CONTEXT, headers, {
        get: (carrier, key) => carrier.get(key),
        keys: (carrier) => carrier.keys(),
      })
    : ROOT_CONTEXT;

/** Runs the handling of a message under the producer's span. */
export async function traceProcess<T>(
  message: TracedMessage,
  group: string,
  parent: Context,
  work: () => Promise<T>,
): Promise<T> {
  const span = tracer.startSpan(
    `process ${message.subject}`,
    {
      kind: SpanKind.CONSUMER,
      attributes: {
        ...attributes(message.subject, 'process', message.profileId, message.id),
        'messaging.consumer.group.name': group,
      },
    },
    parent,
  );
  try {
    return await context.with(trace.setSpan(parent, span), work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    span.end();
  }
}
