import { isPending, type Post, type PostIn } from './post.ts';
import {
  publication,
  requested,
  type Announcement,
  type PublicationEvent,
  type PublicationState,
  type RequestedPublication,
} from './publication.ts';

/**
 * Adds the news for other services once every integration has its answer, and again when that has turned into another one:
 * what was accepted and is cancelled afterwards must not stay accepted with them.
 */
export function announce(
  state: PublicationState,
  events: readonly PublicationEvent[],
): readonly PublicationEvent[] {
  const after = requested(events.reduce((next, event) => publication.evolve(next, event), state));
  const news = newsOf(after);
  return news && news.type !== after.announced ? [...events, news] : events;
}

/** How the publication as a whole stands; undefined while that is open. */
function newsOf({ request, posts }: RequestedPublication): Announcement | undefined {
  if (posts.some(isPending)) return undefined;
  const { publicationId, clipId } = request;
  const accepted = posts.filter(isInPostiz);
  if (accepted.length > 0) {
    const postIds = accepted.map(({ postId }) => postId);
    return {
      type: 'PublicationAccepted',
      data: { publicationId, clipId, integrations: accepted.map(idOf), postIds },
    };
  }
  // What is unconfirmed may be out there: nothing is said about such a publication before a person has decided.
  if (posts.some(({ phase }) => phase === 'unconfirmed')) return undefined;
  const integrations = posts.map(idOf);
  const failed = posts.find((post) => post.phase === 'failed');
  if (failed)
    return {
      type: 'PublicationFailed',
      data: { publicationId, clipId, integrations, reason: failed.detail },
    };
  const reason = posts.find((post) => post.phase === 'cancelled')?.detail ?? '';
  return { type: 'PublicationCancelled', data: { publicationId, clipId, integrations, reason } };
}

const idOf = ({ integration }: Post): string => integration.integrationId;

const isInPostiz = (post: Post): post is PostIn<'accepted' | 'published' | 'left-as-draft'> =>
  post.phase === 'accepted' || post.phase === 'published' || post.phase === 'left-as-draft';
