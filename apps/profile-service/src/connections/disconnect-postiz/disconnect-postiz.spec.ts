import { deciderSpec } from '@clipcast/testing';
import { profile, type ProfileEvent, type ProfileState } from '../../profiles/profile.ts';
import { disconnectPostiz } from './disconnect-postiz.ts';

const given = deciderSpec<ProfileState, ProfileEvent, null>({
  ...profile,
  decide: (_, state) => disconnectPostiz(state),
});
const acme: ProfileEvent = { type: 'ProfileRegistered', data: { name: 'Acme', slug: 'acme' } };
const connected: ProfileEvent = {
  type: 'CredentialsUpdated',
  data: {
    connectionVersion: 3,
    apiUrl: 'https://p.example.org',
    sealedApiKey: 's',
    keyLast4: '1234',
    enabled: true,
  },
};
const removed: ProfileEvent = { type: 'CredentialsRemoved', data: { connectionVersion: 3 } };

describe('disconnecting a Postiz', () => {
  it('removes the version that is set', () => {
    given(acme, connected).when(null).then(removed);
  });
  it('finds nothing to do the second time', () => {
    given(acme, connected, removed).when(null).then();
    given(acme).when(null).then();
  });
});
