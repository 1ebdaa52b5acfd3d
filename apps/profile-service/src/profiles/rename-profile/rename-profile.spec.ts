import { deciderSpec } from '@clipcast/testing';
import { profile, type ProfileEvent, type ProfileState } from '../profile.ts';
import { renameProfile } from './rename-profile.ts';

const given = deciderSpec<ProfileState, ProfileEvent, { name: string }>({
  ...profile,
  decide: renameProfile,
});
const acme: ProfileEvent = { type: 'ProfileRegistered', data: { name: 'Acme', slug: 'acme' } };

describe('renaming a profile', () => {
  it('keeps its slug', () => {
    given(acme)
      .when({ name: 'Acme Inc.' })
      .then({ type: 'ProfileRenamed', data: { name: 'Acme Inc.', slug: 'acme' } });
  });
  it('to the name it has is no news', () => {
    given(acme).when({ name: 'Acme' }).then();
  });
  it('needs a profile', () => {
    given().when({ name: 'Acme' }).thenRefused('profile_not_found');
  });
});
