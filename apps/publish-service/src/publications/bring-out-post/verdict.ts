/** Postiz may have taken an ERROR back, or a list may lag; only after this does absence or ERROR mean anything. */
const GRACE_MS = 90_000;
/** A post that is still queued this long after its instant is stuck; Postiz's sweep may yet publish it. */
const STUCK_MS = 30 * 60_000;

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
