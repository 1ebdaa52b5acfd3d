import { deciderSpec } from '@clipcast/testing';
import { profile, type ProfileEvent, type ProfileState } from '../../profiles/profile.ts';
import { seeOrganisation, type SeenAccounts } from './see-organisation.ts';

const given = deciderSpec<ProfileState, ProfileEvent, SeenAccounts>({ ...profile, decide: seeOrganisation });

const acme: ProfileEvent = { type: 'ProfileRegistered', data: { name: 'Acme', slug: 'acme' } };
const connected = (connectionVersion: number): ProfileEvent => ({
  type: 'CredentialsUpdated',
  data: {
    connectionVersion,
    apiUrl: 'https://a.example',
    sealedApiKey: 's',
    keyLast4: '1234',
    enabled: true,
  },
});
const seen = (connectionVersion: number, ...integrationIds: string[]): ProfileEvent => ({
  type: 'OrganisationSeen',
  data: { connectionVersion, integrationIds },
});

describe('seeing the organisation behind a connection', () => {
  it('records its accounts once', () => {
    given(acme, connected(1))
      .when({ connectionVersion: 1, integrationIds: ['b', 'a', 'b'] })
      .then(seen(1, 'a', 'b'));
    given(acme, connected(1), seen(1, 'a', 'b'))
      .when({ connectionVersion: 1, integrationIds: ['a', 'b'] })
      .then();
  });
  it('adds new accounts, and forgets none that has gone', () => {
    given(acme, connected(1), seen(1, 'b'))
      .when({ connectionVersion: 1, integrationIds: ['a'] })
      .then(seen(1, 'a', 'b'));
  });
  it('has seen nothing where there are no accounts', () => {
    given(acme, connected(1)).when({ connectionVersion: 1, integrationIds: [] }).then();
  });
  /** A slow answer of the Postiz that was connected before must not speak for the one that is now. */
  it('ignores what was behind a connection that has changed since', () => {
    given(acme, connected(1), connected(2))
      .when({ connectionVersion: 1, integrationIds: ['a'] })
      .then();
    given(acme, connected(1), { type: 'CredentialsRemoved', data: { connectionVersion: 1 } })
      .when({ connectionVersion: 1, integrationIds: ['a'] })
      .then();
    given()
      .when({ connectionVersion: 1, integrationIds: ['a'] })
      .then();
  });
  it('starts anew with another connection', () => {
    given(acme, connected(1), seen(1, 'a'), connected(2))
      .when({ connectionVersion: 2, integrationIds: ['b'] })
      .then(seen(2, 'b'));
  });
  it('recognises a huge organisation by the same accounts, wherever it is seen', () => {
    const many = Array.from({ length: 600 }, (_, index) => `account-${String(index).padStart(3, '0')}`);
    given(acme, connected(1))
      .when({ connectionVersion: 1, integrationIds: many.toReversed() })
      .then(seen(1, ...many.slice(0, 500)));
  });
});
