import { isSettled, type Post } from './post.ts';

/** How a post and a whole publication are doing, in the API's words (design, section 7). */
export const publicationStatuses = [
  'queued',
  'running',
  'scheduled',
  'published',
  'partly_published',
  'failed',
  'unconfirmed',
  'cancelled',
  'paused',
] as const;
export type PublicationStatus = (typeof publicationStatuses)[number];

/** The trouble of a post whose profile's publishing is paused. */
export const PAUSED = 'publishing_paused';

/**
 * `scheduled`: dated by a person, and on its way to that date; also a draft that was asked for and is left in Postiz for
 * a person to finish.
 */
export function statusOfPost(post: Post): PublicationStatus {
  switch (post.phase) {
    case 'waiting':
    case 'drafting':
    case 'drafted':
    case 'promoting':
    case 'dropping':
    case 'accepted':
      if (post.trouble?.code === PAUSED) return 'paused';
      if (post.schedule !== 'now' && post.schedule !== 'draft') return 'scheduled';
      return post.phase === 'waiting' && post.attempts === 0 ? 'queued' : 'running';
    case 'left-as-draft':
      return 'scheduled';
    case 'published':
    case 'failed':
    case 'unconfirmed':
    case 'cancelled':
      return post.phase;
  }
}

/** What a post can be before the date of its publication. */
const BEFORE_ITS_TIME: ReadonlySet<PublicationStatus> = new Set(['scheduled', 'cancelled', 'failed']);

/** The summary over all integrations: how the open ones are doing, and once there are none, the worst news first. */
export function statusOfPublication(posts: readonly Post[]): PublicationStatus {
  const open = posts.filter((post) => !isSettled(post));
  const statuses = new Set(posts.map(statusOfPost));
  const [only] = statuses;
  if (statuses.size === 1 && only) return only;
  if (open.some((post) => statusOfPost(post) === 'paused')) return 'paused';
  // What was cancelled or refused before does not set the rest going.
  const isAhead = posts.every((post) => BEFORE_ITS_TIME.has(statusOfPost(post)));
  if (open.length > 0) return isAhead ? 'scheduled' : 'running';
  if (statuses.has('unconfirmed')) return 'unconfirmed';
  if (statuses.has('published')) return 'partly_published';
  return statuses.has('scheduled') ? 'scheduled' : 'failed';
}
