import type { Context } from '@opentelemetry/api';
import type { PublicEvent } from './envelope.ts';

/** An event as it came, with the trace that it belongs to. */
export interface Delivered {
  readonly event: PublicEvent;
  readonly trace: Context;
}

/** An event that keeps its contract. */
export interface Healthy extends Delivered {
  /** As it came: what the dead letters keep, because it is read anew when it is replayed. */
  readonly raw: PublicEvent;
}
