import { handOverAt, promoteFrom } from './bring-out-post/instants.ts';
import type { Post } from './post.ts';

/** What happens next by itself, in words for a person; `at` is null for as soon as possible. */
export interface WhatNext {
  readonly what: string;
  readonly at: string | null;
}

const at = (what: string, when: Date | string | null): WhatNext => ({
  what,
  at: when instanceof Date ? when.toISOString() : when,
});

/** What becomes of a post if nobody does anything from `now` on; null when nothing does. An instant that is told is ahead. */
export function whatNext(post: Post, now: Date): WhatNext | null {
  const next = nextOf(post, now);
  const isAhead = next?.at != null && Date.parse(next.at) > now.getTime();
  return next && { what: next.what, at: isAhead ? next.at : null };
}

function nextOf(post: Post, now: Date): WhatNext | null {
  const until = post.trouble?.until;
  if (until && Date.parse(until) > now.getTime())
    return at(post.phase === 'accepted' ? LOOKED_AT : 'It is tried again.', until);
  if (post.wish && post.phase !== 'waiting') return at(BY_WISH[post.wish], null);
  switch (post.phase) {
    case 'waiting':
      return at('It is created in Postiz as a draft.', handOverAt(post));
    case 'drafting':
      return at('It is found out whether the draft is in Postiz.', null);
    case 'drafted':
      return post.schedule === 'draft'
        ? at('It is left as a draft.', null)
        : at('The draft is scheduled in Postiz.', promoteFrom(post.publishAt));
    case 'promoting':
      return at('It is found out whether Postiz has scheduled it.', null);
    case 'dropping':
      return at('It is taken out of Postiz.', null);
    case 'accepted':
      return Date.parse(post.publishAt) > now.getTime()
        ? at(
            'Postiz publishes it at its instant; from then on it is looked for until it is seen.',
            post.publishAt,
          )
        : at('Its instant has come: Postiz is looked at until it shows the post as published.', null);
    case 'unconfirmed':
      return post.watched
        ? at(
            'A person decides. Meanwhile Postiz is looked at now and then, in case it appears by itself.',
            null,
          )
        : at('A person decides.', null);
    case 'published':
    case 'failed':
    case 'cancelled':
    case 'left-as-draft':
      return null;
  }
}

const LOOKED_AT =
  'Postiz is looked at until then. If it does not show the post as published by then, a person has to look.';

const BY_WISH = {
  cancel: 'It is taken out of Postiz and cancelled, if that is still in time.',
  move: 'It is taken out of Postiz and gets its new schedule, if that is still in time.',
  again: 'What is left of it is taken out of Postiz, then it is published anew.',
  'give-up': 'What is left of it is taken out of Postiz, then it counts as failed.',
} as const;
