import type { Post, PostIn } from '../post.ts';
import { handOverAt, isSafelyAhead, promoteFrom } from './instants.ts';

/** What to do next for one post. */
export type NextStep =
  | { readonly do: 'create' | 'give-up' | 'conclude-wish'; readonly post: PostIn<'waiting'> }
  | { readonly do: 'find-draft'; readonly post: PostIn<'drafting'> }
  | { readonly do: 'promote' | 'leave-as-draft'; readonly post: PostIn<'drafted'> }
  | {
      readonly do: 'intend-drop';
      readonly post: PostIn<'drafted' | 'accepted' | 'unconfirmed'>;
    }
  | { readonly do: 'drop'; readonly post: PostIn<'dropping'> }
  | { readonly do: 'check-promotion'; readonly post: PostIn<'promoting'> }
  | { readonly do: 'follow' | 'refuse-withdrawal'; readonly post: PostIn<'accepted'> }
  | { readonly do: 'watch'; readonly post: PostIn<'unconfirmed'> }
  | { readonly do: 'wait'; readonly until: Date }
  | { readonly do: 'rest' };

/** The next step of the protocol, from what is known and the time. */
export function nextStep(post: Post, now: Date, leadSeconds: number): NextStep {
  switch (post.phase) {
    case 'waiting':
      return fromWaiting(post, now);
    case 'drafting':
      return { do: 'find-draft', post };
    case 'drafted':
      return fromDrafted(post, now, leadSeconds);
    case 'promoting':
      return { do: 'check-promotion', post };
    case 'dropping':
      return { do: 'drop', post };
    case 'accepted':
      if (!post.wish) return { do: 'follow', post };
      return isSafelyAhead(post.publishAt, now, leadSeconds)
        ? { do: 'intend-drop', post }
        : { do: 'refuse-withdrawal', post };
    case 'unconfirmed':
      if (post.wish) return { do: 'intend-drop', post };
      return post.watched ? { do: 'watch', post } : { do: 'rest' };
    case 'published':
    case 'failed':
    case 'cancelled':
    case 'left-as-draft':
      return { do: 'rest' };
  }
}

function fromWaiting(post: PostIn<'waiting'>, now: Date): NextStep {
  if (post.wish === 'cancel' || post.wish === 'give-up') return { do: 'conclude-wish', post };
  if (post.attempts >= post.attemptsMax) return { do: 'give-up', post };
  const from = handOverAt(post);
  return now < from ? { do: 'wait', until: from } : { do: 'create', post };
}

function fromDrafted(post: PostIn<'drafted'>, now: Date, leadSeconds: number): NextStep {
  if (post.wish) return { do: 'intend-drop', post };
  if (post.schedule === 'draft') return { do: 'leave-as-draft', post };
  if (!isSafelyAhead(post.publishAt, now, leadSeconds)) return { do: 'intend-drop', post };
  const from = promoteFrom(post.publishAt);
  return now < from ? { do: 'wait', until: from } : { do: 'promote', post };
}
