import type { PublishingSettingsUpdated } from '@clipcast/contracts';
import { deciderSpec } from '@clipcast/testing';
import { profile, type ProfileEvent, type ProfileState } from '../profile.ts';
import { updateProfile, type ProfileChange } from './update-profile.ts';

const given = deciderSpec<ProfileState, ProfileEvent, ProfileChange>({
  ...profile,
  decide: (change, state) => updateProfile({ change }, state),
});
const acme: ProfileEvent = { type: 'ProfileRegistered', data: { name: 'Acme', slug: 'acme' } };
const renamed: ProfileEvent = { type: 'ProfileRenamed', data: { name: 'Acme Inc.', slug: 'acme' } };
const publishing = (data: PublishingSettingsUpdated['data']): ProfileEvent => ({
  type: 'PublishingSettingsUpdated',
  data,
});

describe('updating a profile', () => {
  it('keeps its slug when the name changes', () => {
    given(acme).when({ name: 'Acme Inc.' }).then(renamed);
  });
  it('changes one setting and leaves the others', () => {
    given(acme)
      .when({ publishLeadSeconds: 45 })
      .then(publishing({ leadSeconds: 45, allowDefaultConnection: true }));
    given(acme, publishing({ leadSeconds: 45, allowDefaultConnection: true }))
      .when({ allowDefaultConnection: false })
      .then(publishing({ leadSeconds: 45, allowDefaultConnection: false }));
  });
  it("goes back to the platform's lead with null, and not without a word", () => {
    const own = publishing({ leadSeconds: 45, allowDefaultConnection: false });
    given(acme, own)
      .when({ publishLeadSeconds: null })
      .then(publishing({ leadSeconds: null, allowDefaultConnection: false }));
    given(acme, own).when({ publishLeadSeconds: undefined }).then();
  });
  it('changes everything that one request asks for together', () => {
    given(acme)
      .when({ name: 'Acme Inc.', allowDefaultConnection: false })
      .then(renamed, publishing({ leadSeconds: null, allowDefaultConnection: false }));
  });
  it('to what it is already is no news', () => {
    given(acme).when({ name: 'Acme', publishLeadSeconds: null, allowDefaultConnection: true }).then();
    given(acme, publishing({ leadSeconds: 45, allowDefaultConnection: false }))
      .when({ publishLeadSeconds: 45, allowDefaultConnection: false })
      .then();
  });
  it('needs a profile', () => {
    given().when({ name: 'Acme' }).thenRefused('profile_not_found');
  });
});
