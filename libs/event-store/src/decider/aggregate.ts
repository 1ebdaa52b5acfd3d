import type { DomainEvent } from '../log/events.ts';

/** What an aggregate is made of: how its facts become its state. What it decides lives in its use cases. */
export interface Aggregate<State, Event extends DomainEvent> {
  readonly streamType: string;
  readonly initialState: State;
  /** Every fact this release knows; the reader stops at any other, by name, before `evolve` sees it. */
  readonly eventTypes: Readonly<Record<Event['type'], true>>;
  evolve(state: State, event: Event): State;
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
