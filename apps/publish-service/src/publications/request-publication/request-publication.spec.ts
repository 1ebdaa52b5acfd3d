import { deciderSpec } from '@clipcast/testing';
import { publication, type PublicationEvent, type PublicationState } from '../publication.ts';
import { requestPublication, type Asked } from './request-publication.ts';

const publicationId = 'pub_01990000-0000-7000-8000-000000000001' as const;
const clipId = 'clp_01990000-0000-7000-8000-000000000002' as const;
const account = (id: string, identifier: string, disabled = false) => ({
  id,
  identifier,
  name: id,
  picture: null,
  profile: null,
  disabled,
});
const circumstances = {
  connection: { kind: 'own', version: 3 } as const,
  sha256: 'a'.repeat(64),
  leadSeconds: 4,
  now: new Date('2026-11-22T10:00:00.000Z'),
  integrations: [account('acme-x', 'x'), account('acme-youtube', 'youtube'), account('acme-off', 'x', true)],
};
const given = deciderSpec<PublicationState, PublicationEvent, Partial<Asked>>({
  ...publication,
  decide: (partial, state) => {
    const asked: Asked = {
      clipId,
      caption: 'Hello',
      integrationIds: 'all',
      schedule: 'now',
      captions: {},
      settings: {},
      ...partial,
    };
    return requestPublication({ publicationId, asked }, state, circumstances);
  },
});
const requested = (...integrations: object[]): PublicationEvent => ({
  type: 'PublicationRequested',
  data: {
    publicationId,
    clipId,
    connection: 'own',
    connectionVersion: 3,
    sha256: 'a'.repeat(64),
    allowDuplicate: false,
    schedule: 'now',
    leadSeconds: 4,
    requestedAt: '2026-11-22T10:00:00.000Z',
    integrations: integrations as never,
  },
});
const to = (integrationId: string, provider: string, caption = 'Hello', settings = {}) => ({
  integrationId,
  provider,
  name: integrationId,
  caption,
  settings,
});

describe('requesting a publication', () => {
  it('goes to every enabled account, under the connection version it was asked with', () => {
    given()
      .when({})
      .then(requested(to('acme-x', 'x'), to('acme-youtube', 'youtube')));
  });
  it('takes captions by account, settings by account or by provider', () => {
    given()
      .when({
        integrationIds: ['acme-youtube', 'acme-x'],
        captions: { 'acme-x': 'Short' },
        settings: { youtube: { title: 'T' }, 'acme-x': { who_can_reply_post: 'everyone' } },
      })
      .then(
        requested(
          to('acme-youtube', 'youtube', 'Hello', { title: 'T' }),
          to('acme-x', 'x', 'Short', { who_can_reply_post: 'everyone' }),
        ),
      );
  });
  it('refuses an account that is not in the profile’s own Postiz, or is disabled there', () => {
    given()
      .when({ integrationIds: ['globex-x'] })
      .thenRefused('integration_not_found');
    given()
      .when({ integrationIds: ['acme-off'] })
      .thenRefused('integration_disabled');
  });
  it('refuses a caption for an account it does not go to', () => {
    given()
      .when({ integrationIds: ['acme-x'], captions: { 'acme-youtube': 'T' } })
      .thenRefused('invalid_request');
  });
  it('happens once', () => {
    given(requested(to('acme-x', 'x')))
      .when({})
      .thenRefused('publication_exists');
  });
});
