import type { QuotaChanged } from '@clipcast/contracts';
import { deciderSpec } from '@clipcast/testing';
import { profile, type ProfileEvent, type ProfileState } from '../../profiles/profile.ts';
import { changeQuota, type ChangeQuota } from './change-quota.ts';

const given = deciderSpec<ProfileState, ProfileEvent, Pick<ChangeQuota, 'quota'>>({
  ...profile,
  decide: changeQuota,
});
const acme: ProfileEvent = { type: 'ProfileRegistered', data: { name: 'Acme', slug: 'acme' } };
const quota = {
  monthlyLimitUsd: '12.000000',
  warnAtPercent: 90,
  alsoTellAtPercent: [],
  enforcement: 'hard',
} satisfies QuotaChanged['data'];
const changed: ProfileEvent = { type: 'QuotaChanged', data: quota };

describe('changing the quota', () => {
  it('is recorded once, however often the same is set', () => {
    given(acme).when({ quota }).then(changed);
    given(acme, changed).when({ quota }).then();
  });
  it('needs a profile', () => {
    given().when({ quota }).thenRefused('profile_not_found');
  });
});
