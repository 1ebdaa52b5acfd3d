import type { ListedPost } from '@clipcast/postiz';
import type { UsableConnection } from '../../connections/postiz-connections.ts';
import type { PostIn } from '../post.ts';
import { concludeWish, intendDrop, leaveUnconfirmed, refuseWithdrawal } from './bring-out-post.ts';
import { abandon } from './creation-steps.ts';
import { publish } from './following-steps.ts';
import type { PostAtWork } from './post-at-work.ts';
import { accept, askAPerson, UNDECIDED_MS } from './promotion-steps.ts';

/** How soon to see whether a deletion has taken effect. */
const LOOK_AGAIN_MS = 250;
const TOO_LATE = 'It came too late: Postiz publishes the post at its instant.';

/**
 * Intends to take a post out of Postiz. A draft whose time has run out is looked at before: when it is not where it was
 * left, somebody has moved it, and another one must not be made in its place.
 */
export async function beginDrop(
  at: PostAtWork,
  post: PostIn<'drafted' | 'accepted' | 'unconfirmed'>,
  connection: () => Promise<UsableConnection>,
): Promise<number> {
  if (post.phase === 'drafted' && !post.wish && !(await at.seen(await connection(), post, 'reconcile')))
    return askAPerson(at, post);
  await at.record(intendDrop, { attempt: post.attempts, from: post.phase });
  return 0;
}

/** Deletes the post, as far as that surely keeps it from being published, and goes on when it is gone. */
export async function drop(
  at: PostAtWork,
  post: PostIn<'dropping'>,
  connection: UsableConnection,
): Promise<number> {
  const seen = await at.seen(connection, post, 'reconcile');
  if (!seen) return gone(at, post);
  if (seen.state === 'OTHER') return UNDECIDED_MS;
  if (seen.state === 'PUBLISHED' && post.from === 'unconfirmed') return publish(at, post, seen);
  if (!mayBeDeleted(at, post, seen)) return accept(at, post);
  await remove(at, post, connection);
  // Taken back from Postiz's queue: only that it is no longer listed shows that nothing is under way.
  return seen.state === 'DRAFT' ? abandon(at, post, 'The draft was deleted in Postiz.') : LOOK_AGAIN_MS;
}

/** What somebody wished is done. */
export async function conclude(at: PostAtWork): Promise<number> {
  await at.record(concludeWish, {});
  return 0;
}

/** Postiz is about to publish it; it takes its course. */
export async function refuse(at: PostAtWork, { attempts }: PostIn<'accepted'>): Promise<number> {
  await at.record(refuseWithdrawal, { attempt: attempts, detail: TOO_LATE });
  return 0;
}

/** Drafts always; what is queued while that is safe, or when a person decided about what Postiz has kept too long. */
function mayBeDeleted(at: PostAtWork, post: PostIn<'dropping'>, { state }: ListedPost): boolean {
  if (state === 'DRAFT') return true;
  if (post.from === 'unconfirmed') return true;
  return state === 'QUEUE' && post.wish !== null && at.isSafelyAhead(post.publishAt);
}

async function remove(at: PostAtWork, post: PostIn<'dropping'>, { postiz }: UsableConnection): Promise<void> {
  const aheadMs = Date.parse(post.publishAt) - at.now().getTime();
  const signal = aheadMs > 0 ? at.parts.runtime.timers.deadline(aheadMs, at.signal) : at.signal;
  await postiz.deletePost(post.postId, signal);
}

/**
 * Not there any more. What was in Postiz's queue and is missed only after its instant may have been published before
 * somebody deleted it.
 */
async function gone(at: PostAtWork, post: PostIn<'dropping'>): Promise<number> {
  const wasQueued = post.from === 'accepted' || post.from === 'promoting';
  if (wasQueued && Date.parse(post.publishAt) <= at.now().getTime()) {
    const detail = 'The post was taken back, but that it was gone before its instant could not be seen.';
    const evidence = at.evidence('absent');
    await at.record(leaveUnconfirmed, {
      code: 'withdrawal_unconfirmed',
      detail,
      evidence,
      cost: at.cost(post.publishAt),
    });
    return 0;
  }
  return abandon(at, post, 'It is not in Postiz any more.');
}
