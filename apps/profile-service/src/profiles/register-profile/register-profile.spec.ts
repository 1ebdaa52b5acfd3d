import { deciderSpec } from '@clipcast/testing';
import { profile, type ProfileEvent, type ProfileState } from '../profile.ts';
import { registerProfile, slugOf, type RegisterProfile } from './register-profile.ts';

type Asked = Pick<RegisterProfile, 'name' | 'publishing'> & { readonly slug: string };
const given = deciderSpec<ProfileState, ProfileEvent, Asked>({ ...profile, decide: registerProfile });
const defaults = { publishLeadSeconds: null, allowDefaultConnection: true };
const acme: ProfileEvent = { type: 'ProfileRegistered', data: { name: 'Acme', slug: 'acme' } };

describe('registering a profile', () => {
  it('happens once', () => {
    given().when({ name: 'Acme', slug: 'acme', publishing: defaults }).then(acme);
    given(acme).when({ name: 'Acme', slug: 'acme', publishing: defaults }).thenRefused('profile_exists');
  });
  it('sets how to publish, where that is not the default', () => {
    given()
      .when({ name: 'Acme', slug: 'acme', publishing: { ...defaults, publishLeadSeconds: 45 } })
      .then(acme, {
        type: 'PublishingSettingsUpdated',
        data: { leadSeconds: 45, allowDefaultConnection: true },
      });
  });
  it('makes a slug of any name', () => {
    expect(['Äpfel & Birnen!', '  Acme  Corp ', '日本'].map(slugOf)).toEqual([
      'apfel-birnen',
      'acme-corp',
      'profile',
    ]);
  });
});
