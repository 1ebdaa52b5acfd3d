import type { ClipRegistered } from '@clipcast/contracts';
import type { Aggregate } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';

export type ClipEvent = ClipRegistered;

/** A video that its profile can publish. */
export type ClipState =
  { readonly status: 'unknown' } | { readonly status: 'ready'; readonly clip: ClipRegistered['data'] };

export const clip: Aggregate<ClipState, ClipEvent> = {
  streamType: 'clip',
  initialState: { status: 'unknown' },
  eventTypes: { ClipRegistered: true },
  evolve: (_, event) => ({ status: 'ready', clip: event.data }),
};

/** The clip, or a refusal that is the same for one that is missing and for another profile's. */
export function readyClip(state: ClipState): ClipRegistered['data'] {
  if (state.status === 'unknown')
    throw new DomainError(
      'clip_not_found',
      'not_found',
      'This profile has no such clip. GET its clips to see which there are.',
    );
  return state.clip;
}
