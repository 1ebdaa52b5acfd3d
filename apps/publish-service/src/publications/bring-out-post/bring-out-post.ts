import type { CostIncurred } from '@clipcast/contracts';
import { DomainError } from '@clipcast/kernel';
import { isPending, type Phase, type Post, type PostIn } from '../post.ts';
import { publication, requested, type PublicationEvent, type PublicationState } from '../publication.ts';

/**
 * The decisions of the protocol that brings one post out without ever posting twice (design, section 7a). Each says in
 * which phase it is right; a worker that slept through its lease finds the phase changed and is refused.
 */

/** A draft will be created, dated at `publishAt`. */
export const intendDraft = (
  { integrationId, publishAt, requestHash }: { integrationId: string; publishAt: Date; requestHash: string },
  state: PublicationState,
): PublicationEvent[] => {
  const { attempts } = postIn(state, integrationId, 'waiting');
  const data = { integrationId, attempt: attempts + 1, publishAt: publishAt.toISOString(), requestHash };
  return [{ type: 'PostDraftIntended', data }];
};

/** The draft is there. */
export const recordDraft = (
  {
    integrationId,
    attempt,
    postId,
    adopted,
  }: { integrationId: string; attempt: number; postId: string; adopted: boolean },
  state: PublicationState,
): PublicationEvent[] => {
  attemptIn(state, integrationId, attempt, 'drafting');
  return [{ type: 'PostDrafted', data: { integrationId, attempt, postId, adopted } }];
};

/** The draft will be promoted. */
export const intendPromotion = (
  { integrationId, attempt }: { integrationId: string; attempt: number },
  state: PublicationState,
): PublicationEvent[] => {
  const { postId } = attemptIn(state, integrationId, attempt, 'drafted');
  return [{ type: 'PostPromotionIntended', data: { integrationId, attempt, postId } }];
};

/** Postiz has the post in its queue, which is what is paid for. */
export const acceptPost = (
  { integrationId, attempt, cost }: { integrationId: string; attempt: number; cost: CostIncurred['data'] },
  state: PublicationState,
): PublicationEvent[] => {
  const { postId, publishAt } = attemptIn(state, integrationId, attempt, 'promoting', 'dropping');
  return announce(state, [
    { type: 'PostAccepted', data: { integrationId, attempt, postId, publishAt } },
    { type: 'CostIncurred', data: cost },
  ]);
};

/** The draft will be deleted, because its instant has come too near. `from` as in {@link abandonAttempt}. */
export const intendDrop = (
  { integrationId, attempt, from }: { integrationId: string; attempt: number; from: 'drafted' | 'promoting' },
  state: PublicationState,
): PublicationEvent[] => {
  const { postId } = attemptIn(state, integrationId, attempt, from);
  return [{ type: 'PostDropIntended', data: { integrationId, attempt, postId } }];
};

/**
 * The attempt's instant has come too near; the next attempt takes another. `from` is the phase in which that was found:
 * a worker that has meanwhile gone on with the attempt must not be overruled.
 */
export const abandonAttempt = (
  {
    integrationId,
    attempt,
    from,
    reason,
  }: { integrationId: string; attempt: number; from: 'drafting' | 'dropping'; reason: string },
  state: PublicationState,
): PublicationEvent[] => {
  attemptIn(state, integrationId, attempt, from);
  return [{ type: 'PostAttemptAbandoned', data: { integrationId, attempt, reason } }];
};

/** The post is on the network. */
export const publishPost = (
  { integrationId, releaseUrl }: { integrationId: string; releaseUrl: string | null },
  state: PublicationState,
): PublicationEvent[] => {
  const { postId, publishAt, integration } = postIn(state, integrationId, 'accepted');
  const { publicationId, clipId, connection } = requested(state).request;
  const { provider } = integration;
  return [
    {
      type: 'ClipPublished',
      data: {
        publicationId,
        clipId,
        integrationId,
        provider,
        postId,
        releaseUrl,
        publishedAt: publishAt,
        connection,
      },
    },
  ];
};

/** The post will never appear: refused before anything was promoted. */
export const failPost = (
  { integrationId, code, detail }: { integrationId: string; code: string; detail: string },
  state: PublicationState,
): PublicationEvent[] => {
  postIn(state, integrationId, 'waiting', 'drafting', 'drafted', 'promoting', 'dropping');
  return announce(state, [{ type: 'PostFailed', data: { integrationId, code, detail } }]);
};

/** Whether the post has appeared cannot be known. It may have, so it is paid for unless it was already. */
export const leaveUnconfirmed = (
  {
    integrationId,
    code,
    detail,
    cost,
  }: { integrationId: string; code: string; detail: string; cost: CostIncurred['data'] },
  state: PublicationState,
): PublicationEvent[] => {
  const { postId, phase } = postIn(state, integrationId, 'promoting', 'dropping', 'accepted');
  const unconfirmed: PublicationEvent = {
    type: 'PostUnconfirmed',
    data: { integrationId, postId, code, detail },
  };
  const paid: PublicationEvent[] = phase === 'accepted' ? [] : [{ type: 'CostIncurred', data: cost }];
  return announce(state, [unconfirmed, ...paid]);
};

/** Something is in the way. Said once, however often it is met again. */
export const noteDelay = (
  { integrationId, code, detail }: { integrationId: string; code: string; detail: string },
  state: PublicationState,
): PublicationEvent[] => {
  const post = findPost(state, integrationId);
  return post.trouble?.code === code ? [] : [{ type: 'PostDelayed', data: { integrationId, code, detail } }];
};

/** The post of an integration; a publication never gains or loses one. */
export function findPost(state: PublicationState, integrationId: string): Post {
  const post = requested(state).posts.find(({ integration }) => integration.integrationId === integrationId);
  if (!post)
    throw new DomainError('post_not_found', 'not_found', `This publication does not go to ${integrationId}.`);
  return post;
}

function postIn<P extends Phase>(
  state: PublicationState,
  integrationId: string,
  ...phases: readonly P[]
): PostIn<P> {
  const post = findPost(state, integrationId);
  const isIn = (candidate: Post): candidate is PostIn<P> =>
    (phases as readonly Phase[]).includes(candidate.phase);
  if (!isIn(post))
    throw new DomainError(
      'attempt_superseded',
      'conflict',
      `The post is ${post.phase}, not ${phases.join(' or ')}.`,
    );
  return post;
}

function attemptIn<P extends Phase>(
  state: PublicationState,
  integrationId: string,
  attempt: number,
  ...phases: readonly P[]
) {
  const post = postIn(state, integrationId, ...phases);
  if (post.attempts !== attempt) {
    throw new DomainError(
      'attempt_superseded',
      'conflict',
      `Attempt ${attempt} was followed by attempt ${post.attempts}.`,
    );
  }
  return post;
}

/** Adds the news for other services once the last integration has its answer. */
function announce(state: PublicationState, events: PublicationEvent[]): PublicationEvent[] {
  const { request, posts, announced } = requested(
    events.reduce((next, event) => publication.evolve(next, event), state),
  );
  if (announced || posts.some(isPending)) return events;
  const { publicationId, clipId } = request;
  const accepted = posts.flatMap((post) =>
    post.phase === 'accepted' || post.phase === 'published'
      ? [{ id: post.integration.integrationId, postId: post.postId }]
      : [],
  );
  if (accepted.length > 0) {
    const data = {
      publicationId,
      clipId,
      integrations: accepted.map(({ id }) => id),
      postIds: accepted.map(({ postId }) => postId),
    };
    return [...events, { type: 'PublicationAccepted', data }];
  }
  const failed = posts.filter((post) => post.phase === 'failed');
  if (failed.length < posts.length) return events;
  const integrations = failed.map(({ integration }) => integration.integrationId);
  return [
    ...events,
    {
      type: 'PublicationFailed',
      data: { publicationId, clipId, integrations, reason: failed[0]?.detail ?? '' },
    },
  ];
}
