import type { DeadLetters, SetAside } from './dead-letters.ts';
import { contractData, MalformedMessageError } from './envelope.ts';
import { laneOf } from './letter-stream.ts';
import type { Delivered, Healthy } from './delivered.ts';
import type { OnPoison } from './subscription.ts';

/** A batch, sorted: what to handle, what goes to the dead letters at once, and the event before which to stand still. */
export interface Triage {
  readonly healthy: readonly Healthy[];
  readonly aside: readonly SetAside[];
  /** Of a subscription that halts: everything before this event is in the two lists, nothing after it. */
  readonly stop?: SetAside;
}

/** Why an event of a parked stream is set aside. */
export const STREAM_PARKED = 'An earlier event of the same stream is parked.';
const HALTED_BEFORE = 'The subscription was halted by this event before.';

/** Sorts the events of a batch, which follow each other. Events of the batch are checked against their contract here. */
export function triage(batch: readonly Delivered[], letters: DeadLetters, onPoison: OnPoison): Triage {
  const healthy: Healthy[] = [];
  const aside: SetAside[] = [];
  const parkedNow = new Set<string>();
  for (const { event: raw, trace } of batch) {
    if (onPoison === 'halt' && letters.isAhead(raw)) {
      return { healthy, aside, stop: { event: raw, error: HALTED_BEFORE, attempts: 0 } };
    }
    if (parkedNow.has(laneOf(raw)) || letters.isParked(raw)) {
      aside.push({ event: raw, error: STREAM_PARKED, attempts: 0 });
      continue;
    }
    try {
      healthy.push({ event: contractData(raw), raw, trace });
    } catch (error) {
      if (!(error instanceof MalformedMessageError)) throw error;
      const malformed = { event: raw, error: String(error), attempts: 1 };
      if (onPoison === 'halt') return { healthy, aside, stop: malformed };
      aside.push(malformed);
      parkedNow.add(laneOf(raw));
    }
  }
  return { healthy, aside };
}
