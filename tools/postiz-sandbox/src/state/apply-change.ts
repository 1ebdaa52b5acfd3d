import type { Change } from './change.ts';
import type { Flight } from './flight.ts';
import type { Post } from './post.ts';
import type { MutableState } from './sandbox-state.ts';

/** What each change means. The one writer of the state, used by the running server and by the replay at start. */
export function applyChange(state: MutableState, change: Change): void {
  switch (change.type) {
    case 'organisation-saved':
      state.organisations.set(change.organisation.name, change.organisation);
      return;
    case 'version-set':
      state.version = change.version;
      state.rateCounters.clear();
      return;
    case 'media-stored':
      state.media.set(change.media.fileName, change.media);
      return;
    case 'post-written':
      state.posts.set(change.post.id, change.post);
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
      state.notifications.push(change.notification);
      return;
    case 'rate-counted':
      state.rateCounters.set(change.key, change.counter);
      return;
  }
}

function setJob(state: MutableState, id: string, dueAtMs: number | null): void {
  if (dueAtMs === null) state.jobs.delete(id);
  else state.jobs.set(id, dueAtMs);
}

function updatePost(state: MutableState, id: string, update: Partial<Post>): void {
  const post = state.posts.get(id);
  if (post) state.posts.set(id, { ...post, ...update });
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
  state.posts.set(post.id, { ...post, ...shown, ...counted, state: landed.state });
}
