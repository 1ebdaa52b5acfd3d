import { given } from '../../testing/given.ts';
import {
  accepted,
  costIncurred,
  costOf,
  decided,
  drafted,
  drafting,
  dropping,
  abandoned,
  evidence,
  failed,
  promoting,
  publicationAccepted,
  publicationFailed,
  published,
  requestedFor,
  unconfirmed,
} from '../../testing/publication-facts.ts';
import type { PublicationEvent } from '../publication.ts';
import { endWatch, failPost, leaveUnconfirmed, publishPost } from './bring-out-post.ts';

const toPromoting = [requestedFor('a'), drafting(), drafted(), promoting()];
const toAccepted = [...toPromoting, accepted(), publicationAccepted('a')];
const why = { integrationId: 'a', code: 'c', detail: 'why' };
const seen = { integrationId: 'a', releaseUrl: 'https://example.org/1', cost: costOf() };
const unknown = { ...why, evidence, cost: costOf() };

describe('a post that was seen on its network', () => {
  it('is published with its release URL, and paid for', () => {
    given(publishPost)(...toAccepted)
      .when(seen)
      .then(published(), costIncurred());
  });
  it('after it was unconfirmed is published, and not paid for again', () => {
    given(publishPost)(...toAccepted, unconfirmed(), costIncurred())
      .when(seen)
      .then(published());
  });
  it('while it was being taken back is published, and answers for the publication', () => {
    given(publishPost)(...toPromoting, unconfirmed(), costIncurred(), dropping('unconfirmed'))
      .when(seen)
      .then(published(), publicationAccepted('a'));
  });
  it('in the round after it was decided to publish it again is paid for once more', () => {
    const again = [
      unconfirmed(),
      costIncurred(),
      decided('publish_again'),
      dropping('unconfirmed'),
      abandoned(),
    ];
    const second = [drafting('a', 2), drafted('a', 2), promoting('a', 2), accepted('a', 2)];
    given(publishPost)(...toAccepted, ...again, ...second)
      .when(seen)
      .then(published(), costIncurred());
  });
  it('is never published before it was accepted', () => {
    given(publishPost)(requestedFor('a'), drafting(), drafted()).when(seen).thenRefused('attempt_superseded');
  });
});

describe('a post that will not appear', () => {
  it('fails the publication alone, with its reason', () => {
    given(failPost)(requestedFor('a')).when(why).then(failed(), publicationFailed('why', 'a'));
  });
  it('beside an accepted one leaves the publication accepted', () => {
    given(failPost)(requestedFor('a', 'b'), ...toAccepted.slice(1, 5))
      .when({ ...why, integrationId: 'b' })
      .then(failed('b'), publicationAccepted('a'));
  });
  it('cannot be one that was promoted', () => {
    for (const history of [toPromoting, toAccepted])
      given(failPost)(...history)
        .when(why)
        .thenRefused('attempt_superseded');
  });
});

describe('a post whose end cannot be known', () => {
  it('is paid for, because it may be out there', () => {
    given(leaveUnconfirmed)(...toPromoting)
      .when(unknown)
      .then(unconfirmed(), costIncurred());
  });
  it('is not paid for twice', () => {
    given(leaveUnconfirmed)(...toAccepted, costIncurred())
      .when(unknown)
      .then(unconfirmed());
  });
  it('is not paid for when nobody promoted it', () => {
    given(leaveUnconfirmed)(requestedFor('a'), drafting(), drafted()).when(unknown).then(unconfirmed());
  });
  it.each<[string, readonly PublicationEvent[]]>([
    ['while its draft was taken back', [dropping('drafted')]],
    ['and a person decided about it', [unconfirmed(), decided('publish_again'), dropping('unconfirmed')]],
  ])('is not paid for when nobody promoted it, %s', (_, history) => {
    given(leaveUnconfirmed)(requestedFor('a'), drafting(), drafted(), ...history)
      .when(unknown)
      .then(unconfirmed());
  });
  it('stops being watched once', () => {
    const ended = { type: 'PostWatchEnded' as const, data: { integrationId: 'a' } };
    given(endWatch)(...toAccepted, unconfirmed())
      .when({ integrationId: 'a' })
      .then(ended);
    given(endWatch)(...toAccepted, unconfirmed(), ended)
      .when({ integrationId: 'a' })
      .then();
  });
  /** A decision that came in while Postiz was looked at for the last time is carried out. */
  it('goes on for a person’s decision', () => {
    given(endWatch)(...toAccepted, unconfirmed(), decided('publish_again'))
      .when({ integrationId: 'a' })
      .then();
  });
});
