import type {
  ClipDescribed,
  ClipMedia,
  ClipRegistered,
  ClipRemoved,
  ClipRendered,
} from '@clipcast/contracts';
import type { Aggregate, DomainEvent } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';

/** Its media is no longer kept, because it was published long ago. Everything else about the clip stays. */
export type ClipMediaDropped = DomainEvent<'ClipMediaDropped', { clipId: string; sha256: string }>;

export type ClipEvent = ClipRegistered | ClipRendered | ClipDescribed | ClipMediaDropped | ClipRemoved;

/** What is said about a clip beside its media. */
export type ClipDescription = ClipDescribed['data'];

/** A video that its profile can publish, or will be able to. */
export type ExistingClip =
  | { readonly status: 'rendering'; readonly described: ClipDescription }
  /** `dropped`: there is no media any more, and this is what it was. */
  | {
      readonly status: 'ready' | 'dropped';
      readonly described: ClipDescription;
      readonly media: ClipMedia;
    };

export type ClipState =
  | { readonly status: 'unknown' }
  | ExistingClip
  /** With its last media, which publications that are under way go on with. */
  | { readonly status: 'removed'; readonly media: ClipMedia | null };

export const clip: Aggregate<ClipState, ClipEvent> = {
  streamType: 'clip',
  initialState: { status: 'unknown' },
  eventTypes: {
    ClipRegistered: true,
    ClipRendered: true,
    ClipDescribed: true,
    ClipMediaDropped: true,
    ClipRemoved: true,
  },
  evolve(state, event): ClipState {
    switch (event.type) {
      case 'ClipRegistered': {
        const { clipId, projectId, title, media } = event.data;
        const described = { clipId, projectId, title };
        return media ? { status: 'ready', described, media } : { status: 'rendering', described };
      }
      case 'ClipRendered': {
        const { media, ...described } = event.data;
        return { status: 'ready', described, media };
      }
      case 'ClipDescribed':
        return isExisting(state) ? { ...state, described: event.data } : state;
      case 'ClipMediaDropped':
        return state.status === 'ready' ? { ...state, status: 'dropped' } : state;
      case 'ClipRemoved':
        return { status: 'removed', media: 'media' in state ? state.media : null };
    }
  },
};

const isExisting = (state: ClipState): state is ExistingClip =>
  state.status !== 'unknown' && state.status !== 'removed';

/** The clip, or a refusal that is the same for one that is missing, removed, or another profile's. */
export function existingClip(state: ClipState): ExistingClip {
  if (isExisting(state)) return state;
  throw new DomainError(
    'clip_not_found',
    'not_found',
    'This profile has no such clip. GET its clips to see which there are.',
  );
}

/** The clip with its media, which is there. @throws {DomainError} `clip_not_found`, `clip_not_ready`, `media_dropped` */
export function readyClip(state: ClipState): ClipDescription & ClipMedia {
  const existing = existingClip(state);
  switch (existing.status) {
    case 'rendering':
      throw new DomainError(
        'clip_not_ready',
        'conflict',
        'This clip is still being rendered. Send its video with POST …/clips/{id}/media first.',
      );
    case 'dropped':
      throw new DomainError(
        'media_dropped',
        'conflict',
        'The video of this clip is no longer kept, because it was published long ago. Upload it as a new clip to use it again.',
      );
    case 'ready':
      return { ...existing.described, ...existing.media };
  }
}
