import type { Aggregate, DomainEvent } from '@clipcast/event-store';

/** Whom a switch stops: one profile, or every one of them. */
export type SwitchScope = 'profile' | 'fleet';

/** Nothing of the scope is let out any more. What is out already goes its way. */
export type PublishingPaused = DomainEvent<
  'PublishingPaused',
  { scope: SwitchScope; reason: string | null; since: string }
>;
/** What waited goes on. */
export type PublishingResumed = DomainEvent<
  'PublishingResumed',
  { scope: SwitchScope; reason: string | null }
>;

export type SwitchEvent = PublishingPaused | PublishingResumed;

export type SwitchState =
  | { readonly paused: false }
  | {
      readonly paused: true;
      readonly by: SwitchScope;
      /** RFC 3339. */
      readonly since: string;
      readonly reason: string | null;
    };

/** The stop switch: one stream for each profile, and one for the fleet. */
export const publishingSwitch: Aggregate<SwitchState, SwitchEvent> = {
  streamType: 'publishing-switch',
  initialState: { paused: false },
  eventTypes: { PublishingPaused: true, PublishingResumed: true },
  evolve(_state, { type, data }): SwitchState {
    switch (type) {
      case 'PublishingPaused':
        return { paused: true, by: data.scope, since: data.since, reason: data.reason };
      case 'PublishingResumed':
        return { paused: false };
    }
  },
};
