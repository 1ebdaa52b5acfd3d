import { deciderSpec } from '@clipcast/testing';
import { profile, type ProfileEvent, type ProfileState } from '../profile.ts';
import { registerProfile, slugOf } from './register-profile.ts';

const given = deciderSpec<ProfileState, ProfileEvent, { name: string; slug: string }>({
  ...profile,
  decide: registerProfile,
});
const acme: ProfileEvent = { type: 'ProfileRegistered', data: { name: 'Acme', slug: 'acme' } };

describe('registering a profile', () => {
  it('happens once', () => {
    given().when({ name: 'Acme', slug: 'acme' }).then(acme);
    given(acme).when({ name: 'Acme', slug: 'acme' }).thenRefused('profile_exists');
  });
  it('makes a slug of any name', () => {
    expect(['Äpfel & Birnen!', '  Acme  Corp ', '日本'].map(slugOf)).toEqual([
      'apfel-birnen',
      'acme-corp',
      'profile',
    ]);
  });
});
