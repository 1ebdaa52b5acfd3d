import { Secret } from '@clipcast/kernel';
import { deciderSpec } from '@clipcast/testing';
import { profile, type ProfileEvent, type ProfileState } from '../../profiles/profile.ts';
import { connectPostiz, type ConnectPostiz, type Glance, type KeySealing } from './connect-postiz.ts';

/** Readable here; the real one is libs/vault. */
const sealing: KeySealing = {
  seal: (key, version) => `sealed-${version}-${key.reveal()}`,
  open: (sealed, version) => new Secret(sealed.replace(`sealed-${version}-`, '')),
};
type Asked = Pick<ConnectPostiz, 'apiUrl' | 'apiKey' | 'enabled'> & { readonly glance?: Glance };
const given = deciderSpec<ProfileState, ProfileEvent, Asked>({
  ...profile,
  decide: (command, state) => connectPostiz({ glance: undefined, ...command }, state, sealing),
});

const acme: ProfileEvent = { type: 'ProfileRegistered', data: { name: 'Acme', slug: 'acme' } };
const apiUrl = 'https://postiz.example.org/api';
const updated = (connectionVersion: number, key: string, enabled = true): ProfileEvent => ({
  type: 'CredentialsUpdated',
  data: {
    connectionVersion,
    apiUrl,
    sealedApiKey: `sealed-${connectionVersion}-${key}`,
    keyLast4: key.slice(-4),
    enabled,
  },
});
const seen = (connectionVersion: number, ...integrationIds: string[]): ProfileEvent => ({
  type: 'OrganisationSeen',
  data: { connectionVersion, integrationIds },
});
const glance = (key: string, ...integrationIds: string[]): Glance => ({
  apiKey: new Secret(key),
  integrationIds,
});
const removed = (connectionVersion: number): ProfileEvent => ({
  type: 'CredentialsRemoved',
  data: { connectionVersion },
});

describe('connecting a Postiz', () => {
  it('seals the key for the version it belongs to', () => {
    given(acme)
      .when({ apiUrl, apiKey: new Secret('a-long-key-1234'), enabled: true })
      .then(updated(1, 'a-long-key-1234'));
  });
  it('gives every change a version of its own, also after a removal', () => {
    given(acme, updated(1, 'a-long-key-1234'), removed(1))
      .when({ apiUrl, apiKey: new Secret('another-key-5678'), enabled: true })
      .then(updated(2, 'another-key-5678'));
  });
  it('finds nothing to do when everything is as it was', () => {
    const history = [acme, updated(1, 'a-long-key-1234')];
    given(...history)
      .when({ apiUrl, apiKey: new Secret('a-long-key-1234'), enabled: true })
      .then();
    given(...history)
      .when({ apiUrl, apiKey: undefined, enabled: true })
      .then();
  });
  it('keeps the key when only the switch is changed', () => {
    given(acme, updated(1, 'a-long-key-1234'))
      .when({ apiUrl, apiKey: undefined, enabled: false })
      .then(updated(2, 'a-long-key-1234', false));
  });
  it('never hands a kept key to another address', () => {
    given(acme, updated(1, 'a-long-key-1234'))
      .when({ apiUrl: 'https://elsewhere.example.org', apiKey: undefined, enabled: true })
      .thenRefused('api_key_required');
  });
  it('records the accounts that its key opens, together with the connection', () => {
    given(acme)
      .when({
        apiUrl,
        apiKey: new Secret('a-long-key-1234'),
        enabled: true,
        glance: glance('a-long-key-1234', 'b', 'a'),
      })
      .then(updated(1, 'a-long-key-1234'), seen(1, 'a', 'b'));
  });
  it('knows the accounts behind a key that stays, and of no other', () => {
    const history = [acme, updated(1, 'a-long-key-1234'), seen(1, 'a')];
    given(...history)
      .when({ apiUrl, apiKey: undefined, enabled: false })
      .then(updated(2, 'a-long-key-1234', false), seen(2, 'a'));
    given(...history)
      .when({ apiUrl, apiKey: new Secret('another-key-5678'), enabled: true })
      .then(updated(2, 'another-key-5678'));
    given(...history)
      .when({ apiUrl: 'https://else.example.org', apiKey: new Secret('a-long-key-1234'), enabled: true })
      .then({
        type: 'CredentialsUpdated',
        data: {
          connectionVersion: 2,
          apiUrl: 'https://else.example.org',
          sealedApiKey: 'sealed-2-a-long-key-1234',
          keyLast4: '1234',
          enabled: true,
        },
      });
  });
  it('records new accounts also when the connection is as it was', () => {
    given(acme, updated(1, 'a-long-key-1234'), seen(1, 'a'))
      .when({
        apiUrl,
        apiKey: new Secret('a-long-key-1234'),
        enabled: true,
        glance: glance('a-long-key-1234', 'b'),
      })
      .then(seen(1, 'a', 'b'));
  });
  /** Between the look and the decision somebody else may have set another key. */
  it('records nothing that another key has shown', () => {
    given(acme, updated(1, 'another-key-5678', false))
      .when({ apiUrl, apiKey: undefined, enabled: true, glance: glance('a-long-key-1234', 'a') })
      .then(updated(2, 'another-key-5678'));
  });
  it('needs a key the first time, and a profile', () => {
    given(acme).when({ apiUrl, apiKey: undefined, enabled: true }).thenRefused('api_key_required');
    given()
      .when({ apiUrl, apiKey: new Secret('x'), enabled: true })
      .thenRefused('profile_not_found');
  });
});
