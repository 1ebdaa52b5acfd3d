import { DomainError } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { publishPost } from '../bring-out-post/bring-out-post.ts';
import { costOfPost } from '../post-cost.ts';
import type { Post, Wish } from '../post.ts';
import type { ChangedPublication, PublicationWish } from '../publication-changes.ts';
import { statusOfPost } from '../publication-status.ts';
import { findPost, requested, type PublicationEvent, type PublicationState } from '../publication.ts';

export const decisions = ['published', 'publish_again', 'give_up'] as const;

/** What a person has found out about a post whose end is unknown. */
export interface Decision {
  readonly integrationId: string;
  readonly decision: (typeof decisions)[number];
  readonly note: string | null;
  /** Where the person has seen it; only of what was published. */
  readonly releaseUrl: string | null;
}

/** Settle what became of a post whose end is unknown. */
export class DecideUnconfirmed extends Command<ChangedPublication> {
  constructor(
    readonly wish: PublicationWish,
    readonly decision: Decision,
  ) {
    super();
  }
}

/** Of a decision that is not carried out yet. */
const WISH_OF: Readonly<Record<Decision['decision'], Wish | null>> = {
  published: null,
  publish_again: 'again',
  give_up: 'give-up',
};

/**
 * A post that was published has its end at once, and is paid for unless it was. For the other two decisions what is left
 * of it in Postiz goes first. The same decision again changes nothing.
 */
export function decideUnconfirmed(
  { integrationId, decision, note, releaseUrl, postPriceUsd }: Decision & { readonly postPriceUsd: string },
  state: PublicationState,
): readonly PublicationEvent[] {
  const post = findPost(state, integrationId);
  if (post.phase !== 'unconfirmed') throw notUnconfirmed(post);
  if (post.wish) {
    if (post.wish === WISH_OF[decision]) return [];
    throw new DomainError(
      'decision_under_way',
      'conflict',
      'Something else was decided about it, which is being carried out. Look again in a moment.',
    );
  }
  const decided: PublicationEvent = {
    type: 'UnconfirmedPostDecided',
    data: { integrationId, decision, note },
  };
  if (decision !== 'published') return [decided];
  const { publicationId } = requested(state).request;
  const cost = costOfPost(post, publicationId, postPriceUsd, post.publishAt);
  return [decided, ...publishPost({ integrationId, releaseUrl, cost }, state)];
}

const notUnconfirmed = (post: Post): DomainError =>
  new DomainError(
    'not_unconfirmed',
    'conflict',
    `There is nothing to decide: the post is ${statusOfPost(post)}. Only an unconfirmed one, whose end is unknown, can be decided about.`,
  );
