import { given as givenFor } from '../../testing/given.ts';
import {
  cancelled,
  decided,
  drafted,
  drafting,
  failed,
  promoting,
  published,
  accepted,
  requestedFor,
  unconfirmed,
} from '../../testing/publication-facts.ts';
import { publication, requested, type PublicationEvent } from '../publication.ts';
import { retryPublication } from './retry-publication.ts';

const account = (id: string, disabled = false) => ({
  id,
  identifier: 'mastodon',
  name: id,
  picture: null,
  profile: null,
  disabled,
});
const circumstances = {
  connection: { kind: 'own', version: 7 } as const,
  integrations: [account('a'), account('b'), account('off', true)],
};
const given = givenFor(
  ({ ids, allowDuplicate = false }: { ids?: string[]; allowDuplicate?: boolean }, state) =>
    retryPublication({ integrationIds: ids, allowDuplicate }, state, circumstances),
);
const retried = (...integrationIds: string[]): PublicationEvent => ({
  type: 'PublicationRetried',
  data: { integrationIds, connection: 'own', connectionVersion: 7 },
});
const inDoubt = (id: string) => [drafting(id), drafted(id), promoting(id), unconfirmed(id)];

describe('retrying', () => {
  it("tries what has failed again, through today's connection", () => {
    given(requestedFor('a', 'b'), failed('a'), cancelled('b')).when({}).then(retried('a'));
    given(requestedFor('a', 'b'), failed('a'), failed('b'))
      .when({ ids: ['b'] })
      .then(retried('b'));
  });
  it('says that the same video may be published again, for the next retry too', () => {
    const [asked, again] = [requestedFor('a'), retried('a')];
    const allowed = { ...again, data: { ...again.data, allowDuplicate: true } } as PublicationEvent;
    given(asked, failed('a')).when({ allowDuplicate: true }).then(allowed);
    const allowsAfter = (...events: PublicationEvent[]) =>
      requested(events.reduce((state, event) => publication.evolve(state, event), publication.initialState))
        .allowsDuplicate;
    expect(allowsAfter(asked, failed('a'), again)).toBe(false);
    expect(allowsAfter(asked, failed('a'), allowed, failed('a'), again)).toBe(true);
    const allowedAtFirst = { ...asked, data: { ...asked.data, allowDuplicate: true } } as PublicationEvent;
    expect(allowsAfter(allowedAtFirst, failed('a'), again)).toBe(true);
  });
  it('never touches a post whose end is unknown: that is for a person to decide', () => {
    given(requestedFor('a'), ...inDoubt('a'))
      .when({})
      .thenRefused('unconfirmed_needs_decision');
    given(requestedFor('a', 'b'), failed('b'), ...inDoubt('a'))
      .when({ ids: ['a', 'b'] })
      .thenRefused('unconfirmed_needs_decision');
    given(requestedFor('a', 'b'), failed('b'), ...inDoubt('a'))
      .when({})
      .then(retried('b'));
  });
  it.each<[string, PublicationEvent[]]>([
    ['waits', []],
    ['is under way', [drafting()]],
    ['is published', [drafting(), drafted(), promoting(), accepted(), published()]],
    ['was cancelled', [cancelled()]],
  ])('is refused when it %s', (_what, history) => {
    given(requestedFor('a'), ...history)
      .when({})
      .thenRefused('not_retryable');
    given(requestedFor('a'), ...history)
      .when({ ids: ['a'] })
      .thenRefused('not_retryable');
  });
  it('is refused while a decision is being carried out', () => {
    given(requestedFor('a'), ...inDoubt('a'), decided('publish_again'))
      .when({})
      .thenRefused('unconfirmed_needs_decision');
  });
  it('is refused on an account that is gone, or is disabled', () => {
    given(requestedFor('gone'), failed('gone')).when({}).thenRefused('integration_not_found');
    given(requestedFor('off'), failed('off')).when({}).thenRefused('integration_disabled');
  });
  it('happens once', () => {
    given(requestedFor('a'), failed('a'), retried('a')).when({}).thenRefused('not_retryable');
  });
});
