import { backoffMs } from '@clipcast/kernel';
import type { ListedPost, NewPost } from '@clipcast/postiz';
import type { Slot } from '../../call-budgets/call-budget.ts';
import type { UsableConnection } from '../../connections/postiz-connections.ts';
import { ATTEMPTS_PER_WISH } from '../evolve-post.ts';
import type { PostIn } from '../post.ts';
import {
  abandonAttempt,
  acceptPost,
  failPost,
  intendDraft,
  noteDelay,
  recordDraft,
} from './bring-out-post.ts';
import { instantFor, promoteFrom } from './instants.ts';
import type { PostAtWork } from './post-at-work.ts';
import { draftOf, requestHash } from './post-content.ts';
import { sendPromotion } from './promotion-steps.ts';

const NEXT_ATTEMPT_MS = 500;
const NEXT_ATTEMPT_MS_MAX = 10 * 60_000;
const SLOT_CODE = 'postiz_rate_limited';

/** Creates the draft, and promotes it in the same go when it is time. Nothing is intended before there is room for it. */
export async function create(
  at: PostAtWork,
  post: PostIn<'waiting'>,
  connection: UsableConnection,
): Promise<number> {
  const slot = await connection.postiz.createSlot();
  if (slot.waitMs > 0) return waitForSlot(at, slot);
  const media = await at.media(connection);
  const { publicationId, leadSeconds } = at.request;
  const now = at.now();
  const wanted = instantFor(post, publicationId, now, leadSeconds);
  const publishAt = await at.parts.instants.reserve(at.task.profileId, at.task.integrationId, wanted, now);
  const draft = draftOf(publicationId, post.integration, media, publishAt);
  const { schedule } = post;
  const intended = await at.record(intendDraft, { schedule, publishAt, requestHash: requestHash(draft) });
  return createDraft(at, intended.attempts, draft, connection);
}

/**
 * The answer to a creation was lost: whatever stands at the instant is it. Nothing there means to create it again. Of
 * several, every worker keeps the same one; the others go after it is on record which.
 */
export async function findDraft(
  at: PostAtWork,
  post: PostIn<'drafting'>,
  connection: UsableConnection,
): Promise<number> {
  const attempt = post.attempts;
  const [found, ...surplus] = await at.ours(connection, post.publishAt, 'reconcile');
  if (!found) return createAgain(at, post, connection);
  const postId = found.id;
  await at.record(recordDraft, { attempt, postId, adopted: true, promote: false });
  // Somebody scheduled it in Postiz: what is no draft any more must never be promoted, only followed.
  if (found.state !== 'DRAFT') await at.record(acceptPost, { attempt });
  await deleteDrafts(at, surplus, connection);
  return 0;
}

/** Deletes what an unanswered creation left beside the post that counts. Only drafts: nothing else is ever taken away. */
export async function deleteDrafts(
  at: PostAtWork,
  surplus: readonly ListedPost[],
  { postiz }: UsableConnection,
): Promise<void> {
  for (const { id } of surplus.filter(({ state }) => state === 'DRAFT'))
    await postiz.deletePost(id, at.signal);
}

/** It will not get better by trying: as many attempts as a person's wish is worth were made. */
export async function giveUp(at: PostAtWork, { attempts }: PostIn<'waiting'>): Promise<number> {
  const detail = `In ${attempts} attempts the post could not be handed to Postiz in time. Nothing was published; look at the timeline, then retry.`;
  await at.record(failPost, { code: 'attempts_exhausted', detail });
  return 0;
}

/** The next attempt waits longer each time: what made this one late is often still there. */
export async function abandon(
  at: PostAtWork,
  { attempts, phase }: PostIn<'drafting' | 'dropping'>,
  reason: string,
): Promise<number> {
  const { wish, attemptsMax } = await at.record(abandonAttempt, { attempt: attempts, from: phase, reason });
  if (wish) return 0;
  const earlier = Math.max(0, attempts - (attemptsMax - ATTEMPTS_PER_WISH) - 1);
  return backoffMs(earlier, at.parts.runtime.random, NEXT_ATTEMPT_MS, NEXT_ATTEMPT_MS_MAX);
}

async function createAgain(
  at: PostAtWork,
  post: PostIn<'drafting'>,
  connection: UsableConnection,
): Promise<number> {
  if (post.wish) return abandon(at, post, 'No draft of it is in Postiz.');
  if (!at.isSafelyAhead(post.publishAt))
    return abandon(at, post, 'The instant came too near to go on safely; a new one is taken.');
  const slot = await connection.postiz.createSlot();
  if (slot.waitMs > 0) return waitForSlot(at, slot);
  const media = await at.media(connection);
  const draft = draftOf(at.request.publicationId, post.integration, media, new Date(post.publishAt));
  return createDraft(at, post.attempts, draft, connection);
}

/** A draft that was answered for just now is one: it is promoted without being looked at. */
async function createDraft(
  at: PostAtWork,
  attempt: number,
  draft: NewPost,
  connection: UsableConnection,
): Promise<number> {
  const { postId } = await connection.postiz.createPost(draft, at.signal);
  const publishAt = draft.date.toISOString();
  const isTime = promoteFrom(publishAt) <= at.now() && at.isSafelyAhead(publishAt);
  const promote = isTime && at.post.schedule !== 'draft';
  const now = await at.record(recordDraft, { attempt, postId, adopted: false, promote });
  return now.phase === 'promoting' ? sendPromotion(at, now, connection, draft) : 0;
}

async function waitForSlot(at: PostAtWork, { opensAtMs, waitMs }: Slot): Promise<number> {
  const now = at.now();
  const until = new Date(opensAtMs);
  const detail = 'The hourly limit of this Postiz is used up. It goes on as soon as Postiz takes more.';
  await at.record(noteDelay, { code: SLOT_CODE, detail, until, now });
  return waitMs;
}
