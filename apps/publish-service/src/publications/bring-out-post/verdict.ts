/** Postiz may have taken an ERROR back, or a list may lag; only after this does absence or ERROR mean anything. */
const GRACE_MS = 90_000;
/** A post that is still queued this long after its instant is stuck; Postiz's sweep may yet publish it. */
const STUCK_MS = 30 * 60_000;

/** What Postiz shows at the post's instant. */
export type Sight = 'DRAFT' | 'QUEUE' | 'PUBLISHED' | 'ERROR' | 'OTHER' | 'absent';

/** Something that a person who waits should know, in words. */
interface Said {
  readonly code: string;
  readonly detail: string;
}

/** What Postiz shows is not what it should, and is waited out until so long after the instant. */
export interface Oddity extends Said {
  readonly untilMs: number;
}

export type Verdict =
  | { readonly is: 'published' }
  | ({ readonly is: 'unconfirmed' } & Said)
  | { readonly is: 'open'; readonly odd: Oddity | null };

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
  return { is: 'open', odd: oddityOf(sight, msAfterInstant) };
}

function oddityOf(sight: Sight, msAfterInstant: number): Oddity | null {
  switch (sight) {
    case 'ERROR':
      return shows(
        'postiz_shows_error',
        'Postiz shows ERROR for the post, which it may take back and which does not prove that nothing was posted.',
      );
    case 'DRAFT':
      return shows('postiz_shows_draft', 'Postiz shows the post as a draft, although its instant has come.');
    case 'absent':
      return shows('postiz_shows_nothing', 'Postiz does not show the post at its instant.');
    case 'QUEUE':
    case 'OTHER':
      // For a moment that is how it goes.
      if (msAfterInstant <= GRACE_MS) return null;
      return shows(
        'postiz_is_late',
        'Postiz was not seen to have published the post yet, although its instant has passed.',
        STUCK_MS,
      );
    case 'PUBLISHED':
      return null;
  }
}

const shows = (code: string, detail: string, untilMs = GRACE_MS): Oddity => ({
  code,
  detail: `${detail} It is looked at again; if it is not seen as published in time, a person has to look.`,
  untilMs,
});

const unconfirmed = (code: string, detail: string): Verdict => ({ is: 'unconfirmed', code, detail });
