import type { CostIncurred } from '@clipcast/contracts';
import { announce } from '../announcement.ts';
import type { DroppedFrom, Evidence, PostIn, Schedule } from '../post.ts';
import { findPost, requested, type PublicationEvent, type PublicationState } from '../publication.ts';
import { attemptIn, postIn, scheduledIn } from './post-in-phase.ts';

/**
 * The decisions of the protocol that brings one post out without ever posting twice (design, section 7a). Each says in
 * which phase it is right; a worker that slept through its lease finds the phase changed and is refused.
 */
type Decided = readonly PublicationEvent[];

interface OfPost {
  readonly integrationId: string;
}
interface OfAttempt extends OfPost {
  readonly attempt: number;
}

/** A draft will be created, dated at `publishAt`, which was reckoned from `schedule`: by now somebody may want another. */
export const intendDraft = (
  {
    integrationId,
    schedule,
    publishAt,
    requestHash,
  }: OfPost & { schedule: Schedule; publishAt: Date; requestHash: string },
  state: PublicationState,
): Decided => {
  const { attempts } = scheduledIn(state, integrationId, schedule, 'waiting');
  const data = { integrationId, attempt: attempts + 1, publishAt: publishAt.toISOString(), requestHash };
  return [{ type: 'PostDraftIntended', data }];
};

/**
 * The draft is there. With `promote` its promotion is intended in the same breath, unless meanwhile somebody wants
 * something else: then it stays a draft.
 */
export const recordDraft = (
  {
    integrationId,
    attempt,
    postId,
    adopted,
    promote,
  }: OfAttempt & { postId: string; adopted: boolean; promote: boolean },
  state: PublicationState,
): Decided => {
  const { wish } = attemptIn(state, integrationId, attempt, 'drafting');
  const drafted: PublicationEvent = {
    type: 'PostDrafted',
    data: { integrationId, attempt, postId, adopted },
  };
  if (!promote || wish) return [drafted];
  return [drafted, { type: 'PostPromotionIntended', data: { integrationId, attempt, postId } }];
};

/** The draft stays one; a person finishes it in Postiz. */
export const leaveAsDraft = ({ integrationId, attempt }: OfAttempt, state: PublicationState): Decided => {
  const { postId, wish } = attemptIn(state, integrationId, attempt, 'drafted');
  if (wish) return [];
  return announce(state, [{ type: 'PostLeftAsDraft', data: { integrationId, attempt, postId } }]);
};

/** The draft will be promoted. */
export const intendPromotion = ({ integrationId, attempt }: OfAttempt, state: PublicationState): Decided => {
  const { postId, wish } = attemptIn(state, integrationId, attempt, 'drafted');
  return wish ? [] : [{ type: 'PostPromotionIntended', data: { integrationId, attempt, postId } }];
};

/** The promotion did not happen, and it is certain that nothing of it is on its way: the draft is one as before. */
export const retractPromotion = ({ integrationId, attempt }: OfAttempt, state: PublicationState): Decided => {
  const { postId } = attemptIn(state, integrationId, attempt, 'promoting');
  return [{ type: 'PostPromotionRetracted', data: { integrationId, attempt, postId } }];
};

/** Postiz has the post in its queue. */
export const acceptPost = ({ integrationId, attempt }: OfAttempt, state: PublicationState): Decided => {
  const { postId, publishAt } = attemptIn(state, integrationId, attempt, 'drafted', 'promoting', 'dropping');
  return announce(state, [{ type: 'PostAccepted', data: { integrationId, attempt, postId, publishAt } }]);
};

/** The post will be deleted in Postiz. `from` is the phase in which that was found right, as in {@link abandonAttempt}. */
export const intendDrop = (
  { integrationId, attempt, from, stillDraft }: OfAttempt & { from: DroppedFrom; stillDraft?: boolean },
  state: PublicationState,
): Decided => {
  const { postId } = attemptIn(state, integrationId, attempt, from);
  const data = { integrationId, attempt, postId, from, ...(stillDraft && { stillDraft: true as const }) };
  return [{ type: 'PostDropIntended', data }];
};

/**
 * Nothing of this attempt will be published. `from` is the phase in which that was found: a worker that has meanwhile gone
 * on with the attempt must not be overruled.
 */
export const abandonAttempt = (
  { integrationId, attempt, from, reason }: OfAttempt & { from: 'drafting' | 'dropping'; reason: string },
  state: PublicationState,
): Decided => {
  attemptIn(state, integrationId, attempt, from);
  return [{ type: 'PostAttemptAbandoned', data: { integrationId, attempt, reason } }];
};

/** What a person wished came too late, or Postiz has published the post meanwhile: it takes its course. */
export const refuseWithdrawal = (
  { integrationId, attempt, detail }: OfAttempt & { detail: string },
  state: PublicationState,
): Decided => {
  const { wish } = attemptIn(state, integrationId, attempt, 'accepted');
  return wish ? [{ type: 'PostWithdrawalRefused', data: { integrationId, attempt, detail } }] : [];
};

/** The post is on the network, which is what is paid for. */
export const publishPost = (
  { integrationId, releaseUrl, cost }: OfPost & { releaseUrl: string | null; cost: CostIncurred['data'] },
  state: PublicationState,
): Decided => {
  const post = postIn(state, integrationId, 'accepted', 'dropping', 'unconfirmed');
  const { publicationId, clipId } = requested(state).request;
  const published: PublicationEvent = {
    type: 'ClipPublished',
    data: {
      publicationId,
      clipId,
      integrationId,
      provider: post.integration.provider,
      postId: post.postId,
      releaseUrl,
      publishedAt: post.publishAt,
      connection: post.connection.kind,
    },
  };
  return announce(state, [published, ...unpaid(post, cost)]);
};

/** The post will never appear: nothing of it was promoted, or it was taken back. */
export const failPost = (
  { integrationId, code, detail }: OfPost & { code: string; detail: string },
  state: PublicationState,
): Decided => {
  postIn(state, integrationId, 'waiting', 'drafting', 'drafted');
  return announce(state, [{ type: 'PostFailed', data: { integrationId, code, detail } }]);
};

/** What somebody wished has come to pass: nothing of the post is in Postiz any more, and nothing follows. */
export const concludeWish = ({ integrationId }: OfPost, state: PublicationState): Decided => {
  const { wish } = postIn(state, integrationId, 'waiting');
  if (wish === 'cancel') {
    const detail = 'It was cancelled before anything was published.';
    return announce(state, [{ type: 'PostCancelled', data: { integrationId, detail } }]);
  }
  if (wish === 'give-up') {
    const detail = 'A person gave it up after its end could not be found out.';
    return announce(state, [{ type: 'PostFailed', data: { integrationId, code: 'given_up', detail } }]);
  }
  return [];
};

/** Whether the post has appeared cannot be known. It may have, so it is paid for, unless it was already. */
export const leaveUnconfirmed = (
  {
    integrationId,
    code,
    detail,
    evidence,
    cost,
  }: OfPost & { code: string; detail: string; evidence: Evidence; cost: CostIncurred['data'] },
  state: PublicationState,
): Decided => {
  const post = postIn(state, integrationId, 'drafted', 'promoting', 'dropping', 'accepted');
  const unconfirmed: PublicationEvent = {
    type: 'PostUnconfirmed',
    data: { integrationId, postId: post.postId, code, detail, evidence },
  };
  // What nobody promoted was not published by us; it is paid for when it turns up after all.
  return announce(state, [unconfirmed, ...(wasPromoted(post) ? unpaid(post, cost) : [])]);
};

/** Postiz has been looked at for long enough; unless meanwhile somebody has decided, which is to be carried out. */
export const endWatch = ({ integrationId }: OfPost, state: PublicationState): Decided => {
  const { watched, wish } = postIn(state, integrationId, 'unconfirmed');
  return watched && !wish ? [{ type: 'PostWatchEnded', data: { integrationId } }] : [];
};

/** Something is in the way, at `now` as told. Said once, and again when it lasts longer than was said. */
export const noteDelay = (
  {
    integrationId,
    code,
    detail,
    until,
    now,
  }: OfPost & { code: string; detail: string; until: Date | null; now: Date },
  state: PublicationState,
): Decided => {
  const { trouble } = findPost(state, integrationId);
  if (trouble && FOLLOWS_FROM_OTHERS.has(code)) return [];
  const isKnown =
    trouble?.code === code &&
    (until === null || (trouble.until !== null && Date.parse(trouble.until) > now.getTime()));
  if (isKnown) return [];
  return [
    { type: 'PostDelayed', data: { integrationId, code, detail, until: until?.toISOString() ?? null } },
  ];
};

/** What was in the way is not any more. */
export const noteResumption = ({ integrationId }: OfPost, state: PublicationState): Decided =>
  findPost(state, integrationId).trouble ? [{ type: 'PostResumed', data: { integrationId } }] : [];

/** These only say that calls are held back because of trouble that was told of before. */
const FOLLOWS_FROM_OTHERS: ReadonlySet<string> = new Set(['postiz_circuit_open', 'postiz_busy']);

/** What was unconfirmed before was paid for then, if it was to be paid for. */
const wasPromoted = (post: PostIn<'drafted' | 'promoting' | 'dropping' | 'accepted'>): boolean => {
  const phase = post.phase === 'dropping' ? post.from : post.phase;
  return phase === 'promoting' || phase === 'accepted';
};

const unpaid = ({ paid }: { readonly paid: boolean }, cost: CostIncurred['data']): PublicationEvent[] =>
  paid ? [] : [{ type: 'CostIncurred', data: cost }];
