import { bareId, derivedId, prefixed } from '@clipcast/kernel';
import { given as givenFor } from '../../testing/given.ts';
import {
  accepted,
  clipId,
  decided,
  drafted,
  drafting,
  failed,
  T,
  promoting,
  publicationId,
  published,
  requestedFor,
  unconfirmed,
} from '../../testing/publication-facts.ts';
import type { PublicationEvent } from '../publication.ts';
import { decideUnconfirmed, type Decision } from './decide-unconfirmed.ts';

const given = givenFor((command: Pick<Decision, 'decision'> & Partial<Decision>, state) =>
  decideUnconfirmed(
    { integrationId: 'a', note: null, releaseUrl: null, postPriceUsd: '0.010000', ...command },
    state,
  ),
);
const cost: PublicationEvent = {
  type: 'CostIncurred',
  data: {
    costId: prefixed('cst', derivedId('post-cost', bareId(publicationId), 'a', '0')),
    provider: 'postiz',
    model: 'mastodon',
    quantity: '1',
    unit: 'post',
    plan: null,
    corrects: null,
    amountUsd: '0.010000',
    incurredAt: T,
    source: { publicationId, integrationId: 'a' },
  },
};
const accept: PublicationEvent = {
  type: 'PublicationAccepted',
  data: { publicationId, clipId, integrations: ['a'], postIds: ['post-a'] },
};
const inDoubt = [requestedFor('a'), drafting(), drafted(), promoting(), unconfirmed()];
const url = 'https://mastodon.example/@acme/1';

describe('what a person decides about a post whose end is unknown', () => {
  it('published: it has its end, with the address where it was seen, and is paid for', () => {
    given(...inDoubt)
      .when({ decision: 'published', note: 'seen', releaseUrl: url })
      .then(decided('published', 'a', 'seen'), published('a', url), cost, accept);
  });
  it('published: it is paid for once', () => {
    given(...inDoubt, cost)
      .when({ decision: 'published' })
      .then(decided('published'), published('a', null), accept);
  });
  it('publish again, or give up: what is left of it in Postiz goes first', () => {
    given(...inDoubt)
      .when({ decision: 'publish_again' })
      .then(decided('publish_again'));
    given(...inDoubt)
      .when({ decision: 'give_up', note: 'old news' })
      .then(decided('give_up', 'a', 'old news'));
  });
  it('is decided once; the same again changes nothing', () => {
    given(...inDoubt, decided('publish_again'))
      .when({ decision: 'publish_again' })
      .then();
    given(...inDoubt, decided('publish_again'))
      .when({ decision: 'published' })
      .thenRefused('decision_under_way');
  });
  it.each<[string, PublicationEvent[]]>([
    ['waits', []],
    ['is in the queue of Postiz', [drafting(), drafted(), promoting(), accepted()]],
    ['has failed', [failed()]],
  ])('is refused when it %s', (_what, history) => {
    given(requestedFor('a'), ...history)
      .when({ decision: 'published' })
      .thenRefused('not_unconfirmed');
  });
  it('needs a post of this publication', () => {
    given(...inDoubt)
      .when({ decision: 'published', integrationId: 'b' })
      .thenRefused('post_not_found');
  });
});
