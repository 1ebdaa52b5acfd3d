import type { Json } from '@clipcast/kernel';
import type { DomainEvent } from '../log/events.ts';

/** What an aggregate is made of: how its facts become its state. What it decides lives in its use cases. */
export interface Aggregate<State, Event extends DomainEvent> {
  readonly streamType: string;
  readonly initialState: State;
  /** Every fact this release knows; the reader stops at any other, by name, before `evolve` sees it. */
  readonly eventTypes: Readonly<Record<Event['type'], true>>;
  evolve(state: State, event: Event): State;
  /** Only where a stream grows so long that reading it was measured to take too long. */
  readonly snapshots?: SnapshotForm<State>;
}

/** How a state is kept, so that a long stream opens without being read from its start. */
export interface SnapshotForm<State> {
  /** Raised whenever the state's form or meaning changes: snapshots of another format are not used. */
  readonly format: number;
  save(state: State): Json;
  load(saved: Json): State;
}

/** A fact in the log that this release cannot read: written by a newer one, or by mistake. */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError';

  constructor(streamType: string, eventType: string) {
    super(`The log holds ${eventType} in a ${streamType} stream, which this release does not know.`);
  }
}

/** Applies recorded facts to a state. @throws {UnknownEventError} */
export function replay<State, Event extends DomainEvent>(
  aggregate: Aggregate<State, Event>,
  events: readonly DomainEvent[],
  from: State = aggregate.initialState,
): State {
  return events.reduce((state, event) => {
    if (!Object.hasOwn(aggregate.eventTypes, event.type))
      throw new UnknownEventError(aggregate.streamType, event.type);
    return aggregate.evolve(state, event as Event);
  }, from);
}
