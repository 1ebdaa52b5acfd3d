import { isSafelyAhead } from './bring-out-post/instants.ts';
import type { Post } from './post.ts';

/**
 * Whether a person can still cancel a post, or give it another schedule. What was decided about a post with an unknown end,
 * and a cancellation, are carried out first; a move can be thought over.
 */
export const isChangeable = (post: Post, now: Date, leadSeconds: number): boolean =>
  (post.wish === null || post.wish === 'move') && isInTime(post, now, leadSeconds);

/**
 * Whether a post can still be kept from appearing at its instant: always while Postiz has surely not been asked to publish
 * it, or that is just being found out; once it is in Postiz's queue, only while a deletion surely arrives before the instant.
 */
function isInTime(post: Post, now: Date, leadSeconds: number): boolean {
  switch (post.phase) {
    case 'waiting':
    case 'drafting':
    case 'drafted':
    case 'promoting':
    case 'dropping':
      return true;
    case 'accepted':
      return isSafelyAhead(post.publishAt, now, leadSeconds);
    case 'published':
    case 'unconfirmed':
    case 'failed':
    case 'left-as-draft':
    case 'cancelled':
      return false;
  }
}
