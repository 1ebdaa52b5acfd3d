import { PostizCallError, type ListedPost } from '@clipcast/postiz';
import type { UsableConnection } from '../../connections/postiz-connections.ts';
import type { PostIn } from '../post.ts';
import { concludeWish, intendDrop, leaveUnconfirmed, refuseWithdrawal } from './bring-out-post.ts';
import { abandon } from './creation-steps.ts';
import { publish } from './following-steps.ts';
import { safetyMs } from './instants.ts';
import type { PostAtWork } from './post-at-work.ts';
import { accept, askAPerson, isLongPast, UNDECIDED_MS } from './promotion-steps.ts';

const DELETED = 'It was deleted in Postiz.';
/** How Postiz answers to the deletion of a post that it does not have. */
const NOT_THERE = 500;
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

/**
 * Deletes the post, as far as that surely keeps it from being published, and goes on when it is gone. It is deleted by its
 * id also when it is not at its instant any more: somebody may have moved it.
 */
export async function drop(
  at: PostAtWork,
  post: PostIn<'dropping'>,
  connection: UsableConnection,
): Promise<number> {
  const lookedAt = at.now();
  const seen = await at.seen(connection, post, 'reconcile');
  if (seen?.state === 'OTHER') return isLongPast(at, post) ? askWhatItIs(at, post, seen) : UNDECIDED_MS;
  if (seen?.state === 'PUBLISHED' && post.from === 'unconfirmed') return publish(at, post, seen);
  if (seen && !mayBeDeleted(at, post, seen)) return accept(at, post);
  if (!seen && mayBeOut(at, post)) return askWhetherItIsOut(at, post);
  if (!seen && !(await isAccountVisible(at, connection))) return loseAccount(at, post);
  const wasThere = await remove(at, post, seen, connection);
  if (seen?.state === 'DRAFT' && isDecided(at, post, lookedAt)) return abandon(at, post, DELETED);
  if (mayBeOut(at, post)) return askWhetherItIsOut(at, post);
  // Moved to a time that nobody told us: it may have been published there.
  if (!seen && wasThere && wasPromoted(post)) return askWhetherItIsOut(at, post);
  return abandon(at, post, seen ? DELETED : 'It is not in Postiz any more.');
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

/**
 * Deletes it. False when Postiz says in its way that it has no such post. It says the same when it fails, so it is asked
 * twice; and what it lists, it has.
 */
async function remove(
  at: PostAtWork,
  { postId, publishAt }: PostIn<'dropping'>,
  seen: ListedPost | undefined,
  { postiz }: UsableConnection,
): Promise<boolean> {
  const aheadMs = Date.parse(publishAt) - marginMs(at) - at.now().getTime();
  const signal = aheadMs > 0 ? at.parts.runtime.timers.deadline(aheadMs, at.signal) : at.signal;
  const isDeleted = () =>
    postiz.deletePost(postId, signal).then(() => true, seen ? undefined : falseIfNotThere);
  return (await isDeleted()) || isDeleted();
}

/** Absence is evidence only where the account itself is seen: by now the key may be another organisation's. */
async function isAccountVisible(at: PostAtWork, { postiz }: UsableConnection): Promise<boolean> {
  const accounts = await postiz.listIntegrations(at.signal);
  return accounts.some(({ id }) => id === at.task.integrationId);
}

/** What may be out there, or may yet come out, is for a person to look at; a draft that stays behind does no harm. */
const loseAccount = (at: PostAtWork, post: PostIn<'dropping'>): Promise<number> =>
  (wasPromoted(post) && !post.stillDraft) || (post.from === 'unconfirmed' && post.wish === 'again')
    ? askWhetherItIsOut(at, post)
    : abandon(at, post, 'Its account is not behind this connection any more.');

function falseIfNotThere(error: unknown): false {
  if (error instanceof PostizCallError && error.status === NOT_THERE) return false;
  throw error;
}

const wasPromoted = ({ from }: PostIn<'dropping'>): boolean => from === 'accepted' || from === 'promoting';

/** It was promoted, and its instant is near or past: it may have been published before it was deleted. */
const mayBeOut = (at: PostAtWork, post: PostIn<'dropping'>): boolean =>
  wasPromoted(post) && !post.stillDraft && at.now().getTime() >= Date.parse(post.publishAt) - marginMs(at);

/** Whether a promotion that was under way had arrived by then, if it ever did. */
const isDecided = (at: PostAtWork, { publishAt }: PostIn<'dropping'>, lookedAt: Date): boolean =>
  lookedAt.getTime() >= Date.parse(publishAt) + safetyMs(at.request.leadSeconds);

/** What clocks may differ by. */
const marginMs = (at: PostAtWork): number => safetyMs(at.request.leadSeconds) / 2;

async function askWhetherItIsOut(at: PostAtWork, post: PostIn<'dropping'>): Promise<number> {
  const detail = 'The post was taken back, but that it was gone before it could be published was not seen.';
  const evidence = at.evidence('absent');
  const cost = at.cost(post.publishAt);
  await at.record(leaveUnconfirmed, { code: 'withdrawal_unconfirmed', detail, evidence, cost });
  return 0;
}

/** In a state that nobody knows it is left alone: to delete it might be wrong, and to wait for ever would be no end. */
async function askWhatItIs(at: PostAtWork, post: PostIn<'dropping'>, seen: ListedPost): Promise<number> {
  const detail =
    'Postiz shows the post in a state that is not known here, so it was not taken back. Look at the account.';
  const cost = at.cost(post.publishAt);
  await at.record(leaveUnconfirmed, {
    code: 'post_state_unknown',
    detail,
    evidence: at.evidence(seen),
    cost,
  });
  return 0;
}
