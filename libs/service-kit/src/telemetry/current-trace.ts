import { isSpanContextValid, trace } from '@opentelemetry/api';

/** The names under which a log line carries its trace, as collectors look for them. */
export interface TraceIds {
  readonly trace_id: string;
  readonly span_id: string;
}

/** The trace and span that are running; undefined outside one, or in a process without `--import …/register`. */
export function currentTrace(): TraceIds | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context && isSpanContextValid(context)
    ? { trace_id: context.traceId, span_id: context.spanId }
    : undefined;
}

/** The id of the running trace, 32 hex digits. */
export const currentTraceId = (): string | undefined => currentTrace()?.trace_id;
