import type { RecordedEvent } from '@clipcast/event-store';

/** The trace in which a fact was decided: the second part of a W3C traceparent. */
export const traceIdOf = (event: RecordedEvent | undefined): string | null =>
  event?.meta.traceparent?.split('-')[1] ?? null;
