import { isSettled, type Post } from './post.ts';

/** How a post and a whole publication are doing, in the API's words (design, section 7). */
export const publicationStatuses = [
  'queued',
  'running',
  'published',
  'partly_published',
  'failed',
  'unconfirmed',
] as const;
export type PublicationStatus = (typeof publicationStatuses)[number];

export const statusOfPost = (post: Post): PublicationStatus => {
  switch (post.phase) {
    case 'waiting':
      return post.attempts === 0 ? 'queued' : 'running';
    case 'drafting':
    case 'drafted':
    case 'promoting':
    case 'dropping':
    case 'accepted':
      return 'running';
    case 'published':
    case 'failed':
    case 'unconfirmed':
      return post.phase;
  }
};

/** The summary over all integrations: running until the last is settled, then the worst news first. */
export function statusOfPublication(posts: readonly Post[]): PublicationStatus {
  const statuses = new Set(posts.map(statusOfPost));
  if (!posts.every(isSettled)) return statuses.size === 1 && statuses.has('queued') ? 'queued' : 'running';
  if (statuses.has('unconfirmed')) return 'unconfirmed';
  if (statuses.size > 1) return 'partly_published';
  return statuses.has('published') ? 'published' : 'failed';
}
