import { jest } from '@jest/globals';
import { aProfileId, aQuota } from '../testing/builders.ts';
import { billingDatabase } from '../testing/billing-database.ts';
import { MonthQuotas } from './month-quotas.ts';
import { quotaOf } from './quota.ts';

jest.setTimeout(60_000);

describe('the quota a month begins with', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeAll(async () => (billing = await billingDatabase('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  const place = { profileId: aProfileId(), month: '2026-04', current: '2026-04' };
  const seen = (quotas: MonthQuotas, where: typeof place) =>
    quotas.with(where, (quota) => Promise.resolve(quota?.version));

  // Set in the last second of March, applied there, and late in the table that April began from.
  it('is looked up again soon, so that one that came late while the month began is not missed', async () => {
    let nowMs = 0;
    const quotas = new MonthQuotas(billing.door, { monotonicMs: () => nowMs });
    await billing.quotaArrives(place.profileId, quotaOf(aQuota(), 2));
    expect(await seen(quotas, place)).toBe(2);
    await billing.quotaArrives(place.profileId, quotaOf(aQuota({ monthlyLimitUsd: '5' }), 3));
    nowMs = 4_999;
    expect(await seen(quotas, place)).toBeUndefined();
    nowMs = 5_000;
    expect(await seen(quotas, place)).toBe(3);
  });

  it('is always looked up for a month that is to come', async () => {
    const quotas = new MonthQuotas(billing.door, { monotonicMs: () => 0 });
    const may = { ...place, month: '2026-05' };
    expect(await seen(quotas, may)).toBe(3);
    expect(await seen(quotas, may)).toBe(3);
  });
});
