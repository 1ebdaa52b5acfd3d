import type { ClipPublished, CostIncurred } from '@clipcast/contracts';
import type { Post } from './post.ts';
import type { SinglePostEvent, SomePostsEvent } from './post-events.ts';

/** A person's wish to try again is worth so many attempts; something that fails so often will not mend itself. */
export const ATTEMPTS_PER_WISH = 10;

type EventOfPost = SinglePostEvent | SomePostsEvent | ClipPublished | CostIncurred;

/** Where a post stands after a fact about it. */
export function evolvePost(post: Post, { type, data }: EventOfPost): Post {
  const { integration, connection, schedule, attempts, attemptsMax, requestHash, wish, round, paid } = post;
  const base = { integration, connection, schedule, attempts, attemptsMax, requestHash, wish, round, paid };
  const calm = { ...base, trouble: null };
  const settled = { ...calm, wish: null };
  const publishAt = 'publishAt' in post ? post.publishAt : '';
  switch (type) {
    case 'PostDraftIntended':
      return {
        ...calm,
        attempts: data.attempt,
        requestHash: data.requestHash,
        phase: 'drafting',
        publishAt: data.publishAt,
      };
    case 'PostDrafted':
      return { ...calm, phase: 'drafted', publishAt, postId: data.postId };
    case 'PostLeftAsDraft':
      return { ...settled, phase: 'left-as-draft', publishAt, postId: data.postId };
    case 'PostPromotionIntended':
      return { ...calm, phase: 'promoting', publishAt, postId: data.postId };
    case 'PostPromotionRetracted':
      return { ...calm, phase: 'drafted', publishAt, postId: data.postId };
    case 'PostDropIntended': {
      const { postId, from = post.phase === 'drafted' ? 'drafted' : 'promoting', stillDraft } = data;
      return { ...calm, phase: 'dropping', publishAt, postId, from, ...(stillDraft && { stillDraft }) };
    }
    case 'PostAccepted':
      return { ...calm, phase: 'accepted', publishAt: data.publishAt, postId: data.postId };
    case 'ClipPublished':
      return {
        ...settled,
        phase: 'published',
        publishAt: publishAt || data.publishedAt,
        postId: data.postId,
        releaseUrl: data.releaseUrl,
      };
    case 'PostAttemptAbandoned': {
      // An instant that passed while the hourly limit was used up is nobody's failure.
      const waited = post.trouble?.code === 'postiz_rate_limited';
      const next = {
        ...calm,
        phase: 'waiting',
        attemptsMax: waited ? attemptsMax + 1 : attemptsMax,
      } as const;
      // Only now nothing is left of the round before: until here it may still turn out to be published.
      if (wish === 'again') return { ...next, wish: null, round: round + 1, paid: false };
      return { ...next, wish: wish === 'move' ? null : wish };
    }
    case 'PostWithdrawalRefused':
      // Somebody wanted another schedule: it keeps the instant that it has.
      return { ...post, wish: null, schedule: wish === 'move' && publishAt ? publishAt : schedule };
    case 'PostDelayed':
      return { ...post, trouble: { code: data.code, detail: data.detail, until: data.until } };
    case 'PostResumed':
      return { ...post, trouble: null };
    case 'PostFailed':
      return { ...settled, phase: 'failed', code: data.code, detail: data.detail };
    case 'PostCancelled':
      return { ...settled, phase: 'cancelled', detail: data.detail };
    case 'PostUnconfirmed': {
      const { postId, code, detail, evidence } = data;
      return { ...settled, phase: 'unconfirmed', publishAt, postId, code, detail, evidence, watched: true };
    }
    case 'PostWatchEnded':
      return post.phase === 'unconfirmed' ? { ...post, watched: false } : post;
    case 'CancellationRequested':
      return { ...post, wish: 'cancel' };
    case 'PublicationRescheduled': {
      const isUnderWay = post.phase !== 'waiting';
      const tries = { attemptsMax: attempts + ATTEMPTS_PER_WISH };
      return { ...post, ...tries, schedule: data.schedule, wish: isUnderWay ? 'move' : wish };
    }
    case 'PublicationRetried':
      return {
        ...settled,
        attemptsMax: attempts + ATTEMPTS_PER_WISH,
        connection: { kind: data.connection, version: data.connectionVersion },
        // What was paid for may be out there, also when a person gave it up: to try again is to publish anew.
        round: paid ? round + 1 : round,
        paid: false,
        phase: 'waiting',
      };
    case 'UnconfirmedPostDecided': {
      if (data.decision === 'published') return post;
      if (data.decision === 'give_up') return { ...post, wish: 'give-up' };
      return {
        ...post,
        attemptsMax: attempts + ATTEMPTS_PER_WISH,
        schedule: 'now',
        wish: 'again',
      };
    }
    case 'CostIncurred':
      return { ...post, paid: true };
  }
}
