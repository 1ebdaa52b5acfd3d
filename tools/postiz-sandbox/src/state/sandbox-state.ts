import type { Media, Notification, RateCounter } from './change.ts';
import type { Flight } from './flight.ts';
import type { Organisation } from './organisation.ts';
import { PostTable, type Posts } from './post-table.ts';
import { traitsOf, type Traits } from './traits.ts';
import type { Version } from './version.ts';

/** All the sandbox knows. Only `applyChange` writes to it; everybody else is given the read-only view. */
export interface MutableState {
  version: Version;
  readonly organisations: Map<string, Organisation>;
  /** The name of the organisation that has a key. */
  readonly keys: Map<string, string>;
  /** By file name on disk, which is how the path inside a post names it. */
  readonly media: Map<string, Media>;
  readonly posts: PostTable;
  /** When a post is to be started: at most one job for each post id. */
  readonly jobs: Map<string, number>;
  readonly flights: Map<string, Flight>;
  /** By organisation, oldest first. */
  readonly notifications: Map<string, Notification[]>;
  readonly rateCounters: Map<string, RateCounter>;
}

export interface SandboxState {
  readonly version: Version;
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly keys: ReadonlyMap<string, string>;
  readonly media: ReadonlyMap<string, Media>;
  readonly posts: Posts;
  readonly jobs: ReadonlyMap<string, number>;
  readonly flights: ReadonlyMap<string, Flight>;
  readonly notifications: ReadonlyMap<string, readonly Notification[]>;
  readonly rateCounters: ReadonlyMap<string, RateCounter>;
}

export const emptyState = (): MutableState => ({
  version: 'head',
  organisations: new Map(),
  keys: new Map(),
  media: new Map(),
  posts: new PostTable(),
  jobs: new Map(),
  flights: new Map(),
  notifications: new Map(),
  rateCounters: new Map(),
});

/** The upload that a path inside a post names, if it came from here. Only the last part counts, not host or port. */
export const mediaOfPath = (state: SandboxState, path: string): Media | undefined => {
  const [file = ''] = path.split('?');
  return state.media.get(file.slice(file.lastIndexOf('/') + 1));
};

/** The organisation with this key. */
export function organisationWithKey(state: SandboxState, key: string): Organisation | undefined {
  const name = state.keys.get(key);
  return name === undefined ? undefined : state.organisations.get(name);
}

/** How Postiz behaves towards an organisation; without one, towards somebody whose key says nothing. */
export const traitsFor = (state: SandboxState, organisation?: Organisation): Traits =>
  traitsOf(organisation?.version ?? state.version);
