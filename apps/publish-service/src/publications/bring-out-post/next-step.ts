import type { Post, PostIn } from '../post.ts';

/** Postiz may have taken an ERROR back, or a list may lag; only after this does absence or ERROR mean anything. */
const GRACE_MS = 90_000;
/** A post that is still queued this long after its instant is stuck; Postiz's sweep may yet publish it. */
const STUCK_MS = 30 * 60_000;
/** Each attempt costs a call of the tenant's hourly limit; something that fails so often will not mend itself. */
const ATTEMPTS_MAX = 10;
const SAFETY_MS_MAX = 30_000;
const SAFETY_SHARE = 1 / 3;

/** What to do next for one post. */
export type NextStep =
  | { readonly do: 'create' | 'give-up'; readonly post: PostIn<'waiting'> }
  | { readonly do: 'find-draft'; readonly post: PostIn<'drafting'> }
  | { readonly do: 'promote' | 'intend-drop'; readonly post: PostIn<'drafted'> }
  | { readonly do: 'drop-draft'; readonly post: PostIn<'dropping'> }
  | { readonly do: 'check-promotion'; readonly post: PostIn<'promoting'> }
  | { readonly do: 'follow'; readonly post: PostIn<'accepted'> }
  | { readonly do: 'rest' };

/**
 * How far before its instant a post must be to be promoted: a promotion that arrives after it would publish at once, or
 * again. A third of the lead, half a minute at the most.
 */
export const safetyMs = (leadSeconds: number): number =>
  Math.min(SAFETY_MS_MAX, leadSeconds * 1_000 * SAFETY_SHARE);

/** Whether a post dated at `publishAt` may still be promoted at `now`. */
export const isSafelyAhead = (publishAt: string, now: Date, leadSeconds: number): boolean =>
  Date.parse(publishAt) - now.getTime() > safetyMs(leadSeconds);

/** The next step of the protocol, from what is known and the time. */
export function nextStep(post: Post, now: Date, leadSeconds: number): NextStep {
  switch (post.phase) {
    case 'waiting':
      return { do: post.attempts < ATTEMPTS_MAX ? 'create' : 'give-up', post };
    case 'drafting':
      return { do: 'find-draft', post };
    case 'drafted':
      return { do: isSafelyAhead(post.publishAt, now, leadSeconds) ? 'promote' : 'intend-drop', post };
    case 'promoting':
      return { do: 'check-promotion', post };
    case 'dropping':
      return { do: 'drop-draft', post };
    case 'accepted':
      return { do: 'follow', post };
    case 'published':
    case 'failed':
    case 'unconfirmed':
      return { do: 'rest' };
  }
}

/** What Postiz shows at the post's instant. */
export type Sight = 'DRAFT' | 'QUEUE' | 'PUBLISHED' | 'ERROR' | 'OTHER' | 'absent';

export type Verdict =
  | { readonly is: 'published' }
  | { readonly is: 'unconfirmed'; readonly code: string; readonly detail: string }
  | { readonly is: 'open' };

/** What an accepted post has come to, from what Postiz shows so long after its instant. */
export function judge(sight: Sight, msAfterInstant: number): Verdict {
  if (sight === 'PUBLISHED') return { is: 'published' };
  if (sight === 'ERROR' && msAfterInstant > GRACE_MS) {
    return unconfirmed(
      'postiz_reports_error',
      'Postiz reports an error, which does not prove that nothing was posted. Look at the account.',
    );
  }
  if (sight === 'absent' && msAfterInstant > GRACE_MS) {
    return unconfirmed(
      'post_disappeared',
      'Postiz no longer shows the post at its instant: it was moved or deleted there.',
    );
  }
  if (sight === 'DRAFT' && msAfterInstant > GRACE_MS) {
    return unconfirmed('post_withdrawn', 'In Postiz the post was turned back into a draft.');
  }
  if (msAfterInstant > STUCK_MS) {
    return unconfirmed(
      'post_stuck',
      'Postiz has kept the post in its queue for half an hour and may still publish it.',
    );
  }
  return { is: 'open' };
}

const unconfirmed = (code: string, detail: string): Verdict => ({ is: 'unconfirmed', code, detail });
