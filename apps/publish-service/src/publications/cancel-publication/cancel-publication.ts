import { DomainError } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { announce } from '../announcement.ts';
import type { Post } from '../post.ts';
import type { ChangedPublication, PublicationWish } from '../publication-changes.ts';
import { requested, type PublicationEvent, type PublicationState } from '../publication.ts';
import { idsOf, postsMeant, reasonsFor } from '../some-posts.ts';
import { isChangeable } from '../still-in-time.ts';

/** Keep a publication, or some of its posts, from appearing. */
export class CancelPublication extends Command<ChangedPublication> {
  constructor(
    readonly wish: PublicationWish,
    readonly integrationIds: readonly string[] | undefined,
  ) {
    super();
  }
}

const DETAIL = 'It was cancelled before anything was published.';

/**
 * What waits is cancelled at once; what is under way is taken out of Postiz first, as far as that is still in time. Posts
 * that are cancelled already, or about to be, stay as they are, so that asking again changes nothing.
 */
export function cancelPublication(
  { integrationIds, now }: { readonly integrationIds: readonly string[] | undefined; readonly now: Date },
  state: PublicationState,
): readonly PublicationEvent[] {
  const posts = postsMeant(state, integrationIds);
  const { leadSeconds } = requested(state).request;
  const open = posts.filter((post) => !isCancelled(post) && isChangeable(post, now, leadSeconds));
  if (open.length === 0) {
    if (posts.some(isCancelled)) return [];
    throw refusal(posts);
  }
  const waiting = open.filter(({ phase }) => phase === 'waiting');
  const underWay = open.filter(({ phase }) => phase !== 'waiting');
  const events: PublicationEvent[] = waiting.map(({ integration: { integrationId } }) => ({
    type: 'PostCancelled',
    data: { integrationId, detail: DETAIL },
  }));
  if (underWay.length > 0)
    events.push({ type: 'CancellationRequested', data: { integrationIds: idsOf(underWay) } });
  return announce(state, events);
}

const isCancelled = ({ phase, wish }: Post): boolean => phase === 'cancelled' || wish === 'cancel';

function refusal(posts: readonly Post[]): DomainError {
  const reasons = reasonsFor(posts, whyNot);
  const said = [...new Set(reasons.map(({ reason }) => reason))].join(' ');
  return new DomainError('not_cancellable', 'conflict', `Nothing is left to cancel. ${said}`, {
    posts: reasons,
  });
}

function whyNot(post: Post): string {
  if (post.wish === 'again' || post.wish === 'give-up')
    return 'What was decided about it is being carried out; look again in a moment.';
  switch (post.phase) {
    case 'published':
      return 'It is published; delete it on the network itself.';
    case 'failed':
      return 'It has failed, so nothing of it will appear.';
    case 'unconfirmed':
      return 'Whether it has appeared is unknown; decide about it with POST …/integrations/{id}/decide.';
    case 'left-as-draft':
      return 'It is a draft in Postiz now, as was asked for; delete it there.';
    case 'cancelled':
      return 'It is cancelled already.';
    case 'accepted':
    case 'waiting':
    case 'drafting':
    case 'drafted':
    case 'promoting':
    case 'dropping':
      return 'Its instant is too near, or past: it can no longer be taken back for sure before Postiz publishes it. Wait for its end.';
  }
}
