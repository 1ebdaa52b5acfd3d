import { isPending, type Post, type PostIn } from './post.ts';
import { publication, requested, type PublicationEvent, type PublicationState } from './publication.ts';

/** Adds the news for other services once the last integration has its answer. */
export function announce(
  state: PublicationState,
  events: readonly PublicationEvent[],
): readonly PublicationEvent[] {
  const { request, posts, announced } = requested(
    events.reduce((next, event) => publication.evolve(next, event), state),
  );
  if (announced || posts.some(isPending)) return events;
  const { publicationId, clipId } = request;
  const accepted = posts.filter(isInPostiz);
  if (accepted.length > 0) {
    const data = {
      publicationId,
      clipId,
      integrations: accepted.map(idOf),
      postIds: accepted.map(({ postId }) => postId),
    };
    return [...events, { type: 'PublicationAccepted', data }];
  }
  // What is unconfirmed may be out there: nothing is said about such a publication before a person has decided.
  if (posts.some(({ phase }) => phase === 'unconfirmed')) return events;
  const cancelled = posts.filter((post) => post.phase === 'cancelled');
  const failed = posts.filter((post) => post.phase === 'failed');
  const integrations = posts.map(idOf);
  const [first] = failed;
  if (first)
    return [
      ...events,
      { type: 'PublicationFailed', data: { publicationId, clipId, integrations, reason: first.detail } },
    ];
  const reason = cancelled[0]?.detail ?? '';
  return [...events, { type: 'PublicationCancelled', data: { publicationId, clipId, integrations, reason } }];
}

const idOf = ({ integration }: Post): string => integration.integrationId;

const isInPostiz = (post: Post): post is PostIn<'accepted' | 'published' | 'left-as-draft'> =>
  post.phase === 'accepted' || post.phase === 'published' || post.phase === 'left-as-draft';
