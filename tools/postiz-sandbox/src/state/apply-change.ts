import { isCounterOf } from '../limits/counter-key.ts';
import type { Change, Notification } from './change.ts';
import type { Flight } from './flight.ts';
import type { Organisation } from './organisation.ts';
import type { Post } from './post.ts';
import type { MutableState } from './sandbox-state.ts';

/** What each change means. The one writer of the state, used by the running server and by the replay at start. */
export function applyChange(state: MutableState, change: Change): void {
  switch (change.type) {
    case 'organisation-saved':
      saveOrganisation(state, change.organisation);
      return;
    case 'version-set':
      state.version = change.version;
      state.rateCounters.clear();
      return;
    case 'media-stored':
      state.media.set(change.media.fileName, change.media);
      return;
    case 'post-written':
      state.posts.set(change.post);
      if (change.jobDueAtMs !== undefined) setJob(state, change.post.id, change.jobDueAtMs);
      return;
    case 'post-state-set':
      updatePost(state, change.id, { state: change.state });
      setJob(state, change.id, change.jobDueAtMs);
      return;
    case 'post-deleted':
      updatePost(state, change.id, { deletedAt: change.at });
      state.jobs.delete(change.id);
      return;
    case 'publishing-started':
      state.jobs.delete(change.flight.postId);
      state.flights.set(change.flight.id, change.flight);
      return;
    case 'publishing-abandoned':
      state.jobs.delete(change.id);
      updatePost(state, change.id, { state: change.state });
      return;
    case 'flight-landed':
      land(state, change);
      return;
    case 'notified':
      notify(state, change.notification);
      return;
    case 'rate-counted':
      state.rateCounters.set(change.key, change.counter);
      return;
  }
}

function saveOrganisation(state: MutableState, organisation: Organisation): void {
  const { name, key, version } = organisation;
  const before = state.organisations.get(name);
  if (typeof before?.key === 'string') state.keys.delete(before.key);
  if (key !== null) state.keys.set(key, name);
  state.organisations.set(name, organisation);
  // Another version is another process, with counters of its own.
  if (before && before.version !== version) {
    for (const counter of state.rateCounters.keys()) {
      if (isCounterOf(name, counter)) state.rateCounters.delete(counter);
    }
  }
}

function notify(state: MutableState, notification: Notification): void {
  const notifications = state.notifications.get(notification.organisation);
  if (notifications) notifications.push(notification);
  else state.notifications.set(notification.organisation, [notification]);
}

function setJob(state: MutableState, id: string, dueAtMs: number | null): void {
  if (dueAtMs === null) state.jobs.delete(id);
  else state.jobs.set(id, dueAtMs);
}

function updatePost(state: MutableState, id: string, update: Partial<Post>): void {
  const post = state.posts.get(id);
  if (post) state.posts.set({ ...post, ...update });
}

function land(state: MutableState, landed: Extract<Change, { type: 'flight-landed' }>): void {
  const flight: Flight | undefined = state.flights.get(landed.flightId);
  const post = flight && state.posts.get(flight.postId);
  if (!post) return;
  state.flights.delete(flight.id);
  if (landed.retry) state.flights.set(landed.retry.id, landed.retry);
  const { release } = landed;
  const shown =
    release && landed.state === 'PUBLISHED' ? { releaseId: release.id, releaseURL: release.url } : {};
  const counted = release ? { publications: post.publications + 1, publishedAt: release.at } : {};
  state.posts.set({ ...post, ...shown, ...counted, state: landed.state ?? post.state });
}
