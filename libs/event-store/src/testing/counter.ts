import { DomainError, systemRuntime, prefixed, type ProfileId } from '@clipcast/kernel';
import type { Aggregate } from '../decider/aggregate.ts';
import type { CommandContext, DomainEvent, StreamRef } from '../log/events.ts';

/** The smallest aggregate with an invariant: a counter that never exceeds its limit. */
export type Counted = DomainEvent<'Counted', { by: number }>;
export interface CounterState {
  readonly total: number;
}

export const counter: Aggregate<CounterState, Counted> = {
  streamType: 'counter',
  initialState: { total: 0 },
  eventTypes: { Counted: true },
  evolve: (state, event) => ({ total: state.total + event.data.by }),
};

export const count =
  (by: number, limit = Number.MAX_SAFE_INTEGER) =>
  (state: CounterState): Counted[] => {
    if (state.total + by > limit) throw new DomainError('limit_reached', 'conflict', 'The counter is full.');
    return [{ type: 'Counted', data: { by } }];
  };

export const aProfile = (): ProfileId => prefixed('prf', systemRuntime.ids.next());
export const aStream = (profileId = aProfile()): StreamRef => ({
  profileId,
  type: 'counter',
  id: systemRuntime.ids.next(),
});
export const byOperator = (): CommandContext => ({
  actor: 'operator:test',
  correlationId: systemRuntime.ids.next(),
});
export const withKey = (commandId: string, fingerprint: string): CommandContext => ({
  ...byOperator(),
  idempotency: { commandId, fingerprint },
});
