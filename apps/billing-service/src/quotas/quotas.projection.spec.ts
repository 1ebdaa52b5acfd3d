import { jest } from '@jest/globals';
import { aProfileId, aQuota } from '../testing/builders.ts';
import { billingDatabase } from '../testing/billing-database.ts';
import { newestQuota } from './newest-quota.query.ts';
import { NO_QUOTA, quotaOf } from './quota.ts';

jest.setTimeout(60_000);

describe('the quotas of all profiles', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeAll(async () => (billing = await billingDatabase('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  it('hold the newest of each, also when an older one comes again', async () => {
    const [one, other] = [aProfileId(), aProfileId()];
    const older = quotaOf(aQuota(), 2);
    const newer = quotaOf(aQuota({ monthlyLimitUsd: '0.000001', warnAtPercent: 50, enforcement: 'soft' }), 5);
    for (const quota of [older, newer, older]) await billing.quotaArrives(one, quota);
    expect(await newestQuota(billing.door, one)).toEqual(newer);
    expect(await newestQuota(billing.door, other)).toEqual(NO_QUOTA);
  });
});
