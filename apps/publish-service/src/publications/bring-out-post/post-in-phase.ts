import { DomainError } from '@clipcast/kernel';
import type { Phase, Post, PostIn, Schedule } from '../post.ts';
import { findPost, type PublicationState } from '../publication.ts';

/** The post, when it is in one of these phases. @throws {DomainError} `attempt_superseded` when somebody has gone on with it. */
export function postIn<P extends Phase>(
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

/** The same, when the post is also to appear as it was when that was looked at. */
export function scheduledIn<P extends Phase>(
  state: PublicationState,
  integrationId: string,
  schedule: Schedule,
  ...phases: readonly P[]
) {
  const post = postIn(state, integrationId, ...phases);
  if (post.schedule !== schedule)
    throw new DomainError('attempt_superseded', 'conflict', `It is to appear at ${post.schedule} by now.`);
  return post;
}

/** The same, when the phase is also that of this attempt. */
export function attemptIn<P extends Phase>(
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
