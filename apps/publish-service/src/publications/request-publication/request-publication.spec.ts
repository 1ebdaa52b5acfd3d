import { DomainError } from '@clipcast/kernel';
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
  media: { sha256: 'a'.repeat(64), bytes: 1_000 },
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
      allowDuplicate: false,
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

const settings = { youtube: { title: 'Title', type: 'public' }, x: { who_can_reply_post: 'everyone' } };

/** What a refused request tells of its fields. */
function problemsOf(partial: Partial<Asked>): unknown {
  try {
    given().when(partial).then();
  } catch (error) {
    if (error instanceof DomainError) return error.details['errors'];
    throw error;
  }
  return undefined;
}

describe('requesting a publication', () => {
  it('goes to every enabled account, under the connection version it was asked with', () => {
    given()
      .when({ settings })
      .then(
        requested(
          to('acme-x', 'x', 'Hello', settings.x),
          to('acme-youtube', 'youtube', 'Hello', settings.youtube),
        ),
      );
  });
  it('takes captions by account, settings by account or by provider', () => {
    given()
      .when({
        integrationIds: ['acme-youtube', 'acme-x'],
        captions: { 'acme-x': 'Short' },
        settings: { youtube: settings.youtube, 'acme-x': settings.x },
      })
      .then(
        requested(
          to('acme-youtube', 'youtube', 'Hello', settings.youtube),
          to('acme-x', 'x', 'Short', settings.x),
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
      .when({ integrationIds: ['acme-x'], captions: { 'acme-youtube': 'T' }, settings: { x: settings.x } })
      .thenRefused('invalid_request');
  });
  it('refuses what Postiz would refuse, with every problem where it stands in the request', () => {
    const long = 'x'.repeat(5_001);
    expect(
      problemsOf({
        caption: long,
        captions: { 'acme-x': 'Short' },
        settings: { 'acme-youtube': { title: 'T', type: 'public' } },
      }),
    ).toMatchObject([
      { pointer: '/settings/x/who_can_reply_post', code: 'setting_missing', integrationId: 'acme-x' },
      { pointer: '/settings/acme-youtube/title', code: 'setting_invalid', integrationId: 'acme-youtube' },
      { pointer: '/caption', code: 'content_too_long', integrationId: 'acme-youtube' },
    ]);
    expect(
      problemsOf({ integrationIds: ['acme-youtube'], captions: { 'acme-youtube': long }, settings: {} }),
    ).toMatchObject([
      { pointer: '/settings/youtube/title' },
      { pointer: '/settings/youtube/type' },
      { pointer: '/captions/acme-youtube' },
    ]);
  });
  it('takes a time within the next year, and a minute of a slow clock', () => {
    const at = (schedule: string) =>
      given().when({ schedule, integrationIds: ['acme-x'], settings: { x: settings.x } });
    at('2026-11-22T09:58:59.999Z').thenRefused('schedule_in_the_past');
    at('2027-11-23T10:00:00.001Z').thenRefused('schedule_too_far');
    for (const schedule of ['2026-11-22T09:59:00.000Z', '2027-11-23T10:00:00.000Z', 'draft'])
      at(schedule).then({
        ...requested(to('acme-x', 'x', 'Hello', settings.x)),
        data: { ...requested(to('acme-x', 'x', 'Hello', settings.x)).data, schedule },
      } as PublicationEvent);
  });
  it('happens once', () => {
    given(requested(to('acme-x', 'x')))
      .when({ settings })
      .thenRefused('publication_exists');
  });
});
