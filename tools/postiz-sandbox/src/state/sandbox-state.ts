import type { Media, Notification, RateCounter } from './change.ts';
import type { Flight } from './flight.ts';
import type { Organisation } from './organisation.ts';
import type { Post } from './post.ts';
import type { Version } from './version.ts';

/** All the sandbox knows. Only `applyChange` writes to it; everybody else is given the read-only view. */
export interface MutableState {
  version: Version;
  readonly organisations: Map<string, Organisation>;
  /** By file name on disk, which is how the path inside a post names it. */
  readonly media: Map<string, Media>;
  readonly posts: Map<string, Post>;
  /** When a post is to be started: at most one job for each post id. */
  readonly jobs: Map<string, number>;
  readonly flights: Map<string, Flight>;
  readonly notifications: Notification[];
  readonly rateCounters: Map<string, RateCounter>;
}

export interface SandboxState {
  readonly version: Version;
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly media: ReadonlyMap<string, Media>;
  readonly posts: ReadonlyMap<string, Post>;
  readonly jobs: ReadonlyMap<string, number>;
  readonly flights: ReadonlyMap<string, Flight>;
  readonly notifications: readonly Notification[];
  readonly rateCounters: ReadonlyMap<string, RateCounter>;
}

export const emptyState = (): MutableState => ({
  version: 'head',
  organisations: new Map(),
  media: new Map(),
  posts: new Map(),
  jobs: new Map(),
  flights: new Map(),
  notifications: [],
  rateCounters: new Map(),
});

/** The upload that a path inside a post names, if it came from here. Only the last part counts, not host or port. */
export const mediaOfPath = (state: SandboxState, path: string): Media | undefined => {
  const [file = ''] = path.split('?');
  return state.media.get(file.slice(file.lastIndexOf('/') + 1));
};
