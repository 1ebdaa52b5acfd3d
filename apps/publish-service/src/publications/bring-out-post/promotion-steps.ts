import { PostizCallError, type NewPost } from '@clipcast/postiz';
import type { UsableConnection } from '../../connections/postiz-connections.ts';
import type { PostIn } from '../post.ts';
import {
  acceptPost,
  intendDrop,
  intendPromotion,
  leaveAsDraft,
  leaveUnconfirmed,
  retractPromotion,
} from './bring-out-post.ts';
import { safetyMs } from './instants.ts';
import type { PostAtWork } from './post-at-work.ts';
import { draftOf } from './post-content.ts';

/** How soon to look again at a post in a state that nothing can be concluded from. */
export const UNDECIDED_MS = 2_000;

/** What is dated further ahead than this is looked at once after its promotion. */
const TIME_TO_SEE_MS = 20_000;
const LONG_PAST_MS = 30 * 60_000;
const GONE = 'Postiz no longer shows the post at its instant: it was moved or deleted there.';

/** Promotes a draft that was made a while ago: only if it still is one. */
export async function promote(
  at: PostAtWork,
  post: PostIn<'drafted'>,
  connection: UsableConnection,
): Promise<number> {
  const attempt = post.attempts;
  const seen = await at.seen(connection, post, 'reconcile');
  if (seen?.state === 'OTHER' && !isLongPast(at, post)) return UNDECIDED_MS;
  if (seen && seen.state !== 'DRAFT') return accept(at, post);
  // A list may lag; a draft that stays away was moved or deleted by somebody, who is not to be overruled.
  if (!seen) return at.isSafelyAhead(post.publishAt) ? UNDECIDED_MS : askAPerson(at, post);
  const intended = await at.record(intendPromotion, { attempt });
  return intended.phase === 'promoting' ? sendPromotion(at, intended, connection) : 0;
}

/** Asked again right before the byte leaves: the intent took time, and a promotion after the instant would publish twice. */
export async function sendPromotion(
  at: PostAtWork,
  post: PostIn<'promoting'>,
  connection: UsableConnection,
  asked?: NewPost,
): Promise<number> {
  const draft = asked ?? (await draftAgain(at, post, connection));
  const { leadSeconds } = at.request;
  if (!at.isSafelyAhead(post.publishAt)) return 0;
  // Judged once more directly before the first byte leaves, because this process may be paused until then.
  const withinMs = Date.parse(post.publishAt) - at.now().getTime() - safetyMs(leadSeconds);
  const deadline = at.parts.runtime.timers.deadline(withinMs, at.signal);
  try {
    await connection.postiz.promote({ ...draft, postId: post.postId }, deadline, { withinMs });
  } catch (error) {
    return notPromoted(at, post, error);
  }
  return (await isStillDraft(at, post, connection)) ? UNDECIDED_MS : accept(at, post);
}

/**
 * An answer is believed, but where there is time it is seen once whether it is true: a draft would wait for its instant in
 * vain. Somebody who turned the post back into a draft was not that quick.
 */
async function isStillDraft(
  at: PostAtWork,
  post: PostIn<'promoting'>,
  connection: UsableConnection,
): Promise<boolean> {
  if (Date.parse(post.publishAt) - at.now().getTime() < TIME_TO_SEE_MS) return false;
  try {
    return (await at.seen(connection, post, 'follow'))?.state === 'DRAFT';
  } catch (error) {
    if (error instanceof PostizCallError) return false;
    throw error;
  }
}

/**
 * A promotion that certainly did not happen is taken back, so that it may be tried again. A post that Postiz does not know,
 * although it answered for its creation, is not there to be promoted: another one takes its place.
 */
async function notPromoted(at: PostAtWork, post: PostIn<'promoting'>, error: unknown): Promise<number> {
  if (!(error instanceof PostizCallError)) throw error;
  const attempt = post.attempts;
  if (error.outcome === 'not_sent' || error.outcome === 'rejected_later') {
    await at.record(retractPromotion, { attempt });
    throw error;
  }
  const isUnknownPost = error.outcome === 'rejected' && (error.status === 400 || error.status === 404);
  if (!isUnknownPost) throw error;
  await at.record(intendDrop, { attempt, from: post.phase, stillDraft: true });
  return 0;
}

/** What was asked of Postiz, once more: some versions promote by being given all of it again. */
async function draftAgain(
  at: PostAtWork,
  { integration, publishAt }: PostIn<'promoting'>,
  connection: UsableConnection,
): Promise<NewPost> {
  const media = await at.media(connection);
  return draftOf(at.request.publicationId, integration, media, new Date(publishAt));
}

/**
 * The answer to a promotion was lost: what Postiz shows says whether it was applied. It is never sent again: it may still be
 * on its way, and two of them could publish the post twice. Its draft is deleted instead, so that it finds nothing when it
 * arrives, and another takes its place.
 */
export async function checkPromotion(
  at: PostAtWork,
  post: PostIn<'promoting'>,
  connection: UsableConnection,
): Promise<number> {
  const attempt = post.attempts;
  const seen = await at.seen(connection, post, 'reconcile');
  if (seen?.state === 'OTHER' && !isLongPast(at, post)) return UNDECIDED_MS;
  if (seen && seen.state !== 'DRAFT') return accept(at, post);
  const from = post.phase;
  if (seen && at.isSafelyAhead(post.publishAt)) {
    await at.record(intendDrop, { attempt, from });
    return 0;
  }
  // A promotion may still be on its way: nothing is given up before the instant and a margin have passed without it.
  const settledAt = Date.parse(post.publishAt) + safetyMs(at.request.leadSeconds);
  const settlesInMs = settledAt - at.now().getTime();
  if (settlesInMs > 0) return settlesInMs;
  if (!seen) return askAPerson(at, post);
  await at.record(intendDrop, { attempt, from, stillDraft: true });
  return 0;
}

/** So long after its instant a state that nobody knows is judged like that of any post that Postiz has kept too long. */
export const isLongPast = (at: PostAtWork, { publishAt }: { readonly publishAt: string }): boolean =>
  at.now().getTime() > Date.parse(publishAt) + LONG_PAST_MS;

/** Postiz has it in its queue. */
export async function accept(
  at: PostAtWork,
  { attempts }: PostIn<'drafted' | 'promoting' | 'dropping'>,
): Promise<number> {
  await at.record(acceptPost, { attempt: attempts });
  return 0;
}

/** The draft stays one, as was asked for. */
export async function leaveDraft(at: PostAtWork, { attempts }: PostIn<'drafted'>): Promise<number> {
  await at.record(leaveAsDraft, { attempt: attempts });
  return 0;
}

/** The post has vanished from its instant; somebody may have moved it in Postiz, and then it may still appear. */
export async function askAPerson(at: PostAtWork, post: PostIn<'drafted' | 'promoting'>): Promise<number> {
  const cost = at.cost(post.publishAt);
  const evidence = at.evidence('absent');
  await at.record(leaveUnconfirmed, { code: 'post_disappeared', detail: GONE, evidence, cost });
  return 0;
}
