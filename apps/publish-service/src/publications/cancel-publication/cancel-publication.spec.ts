import { given as givenFor } from '../../testing/given.ts';
import {
  accepted,
  cancellationRequested,
  cancelled,
  clipId,
  decided,
  drafted,
  drafting,
  dropping,
  failed,
  T,
  leftAsDraft,
  promoting,
  publicationId,
  published,
  REQUESTED_AT,
  requestedFor,
  rescheduled,
  unconfirmed,
} from '../../testing/publication-facts.ts';
import type { PublicationEvent } from '../publication.ts';
import { cancelPublication } from './cancel-publication.ts';

const given = givenFor(({ ids, now = REQUESTED_AT }: { ids?: string[]; now?: string }, state) =>
  cancelPublication({ integrationIds: ids, now: new Date(now) }, state),
);
const publicationCancelled = (...integrations: string[]): PublicationEvent => ({
  type: 'PublicationCancelled',
  data: {
    publicationId,
    clipId,
    integrations,
    reason: 'It was cancelled before anything was published.',
  },
});

const told: PublicationEvent = {
  type: 'PublicationAccepted',
  data: { publicationId, clipId, integrations: ['a'], postIds: ['post-a'] },
};

describe('cancelling', () => {
  it('ends what waits at once, and tells the others', () => {
    given(requestedFor('a', 'b'))
      .when({})
      .then(cancelled('a'), cancelled('b'), publicationCancelled('a', 'b'));
  });
  it('takes what is in Postiz out of it first', () => {
    for (const underWay of [[drafting()], [drafting(), drafted()], [drafting(), drafted(), promoting()]]) {
      given(requestedFor('a'), ...underWay)
        .when({})
        .then(cancellationRequested('a'));
    }
  });
  it('takes a post out of the queue of Postiz while its instant is safely ahead, and not after', () => {
    const history = [requestedFor('a'), drafting(), drafted(), promoting(), accepted(), told];
    given(...history)
      .when({ now: '2026-11-22T10:00:02.500Z' })
      .then(cancellationRequested('a'));
    given(...history)
      .when({ now: '2026-11-22T10:00:03.000Z' })
      .thenRefused('not_cancellable');
    given(...history)
      .when({ now: T })
      .thenRefused('not_cancellable');
  });
  it('of some posts leaves the others alone', () => {
    given(requestedFor('a', 'b'))
      .when({ ids: ['b'] })
      .then(cancelled('b'));
    given(requestedFor('a', 'b'))
      .when({ ids: ['c'] })
      .thenRefused('post_not_found');
  });
  it('does what it can where some posts are beyond it', () => {
    given(requestedFor('a', 'b', 'c'), failed('a'), drafting('b'))
      .when({})
      .then(cancelled('c'), cancellationRequested('b'));
  });
  it('counts more than a wish to move', () => {
    given(requestedFor('a'), drafting(), rescheduled('2026-11-23T10:00:00.000Z', 'a'))
      .when({})
      .then(cancellationRequested('a'));
  });
  it('again changes nothing', () => {
    given(requestedFor('a'), cancelled()).when({}).then();
    given(requestedFor('a'), drafting(), cancellationRequested('a')).when({}).then();
  });
  it.each<[string, PublicationEvent[]]>([
    ['published', [drafting(), drafted(), promoting(), accepted(), published()]],
    ['failed', [failed()]],
    ['left as a draft', [drafting(), drafted(), leftAsDraft()]],
    ['unconfirmed', [drafting(), drafted(), promoting(), unconfirmed()]],
    [
      'being settled as a person decided',
      [drafting(), drafted(), promoting(), unconfirmed(), decided('publish_again'), dropping('unconfirmed')],
    ],
  ])('what is %s is refused, with the reason', (_what, history) => {
    given(requestedFor('a'), ...history)
      .when({})
      .thenRefused('not_cancellable');
  });
  it('needs a publication', () => {
    given().when({}).thenRefused('publication_not_found');
  });
});
