import { systemRuntime } from '@clipcast/kernel';
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
  const at = (monotonicMs: () => number) => ({ clock: { monotonicMs }, timers: systemRuntime.timers });
  const seen = (quotas: MonthQuotas, where: typeof place) =>
    quotas.with(where, (quota) => Promise.resolve(quota?.version));

  // Set in the last second of March, applied there, and late in the table that April began from.
  it('is looked up again soon, so that one that came late while the month began is not missed', async () => {
    let nowMs = 0;
    const quotas = new MonthQuotas(
      billing.door,
      at(() => nowMs),
    );
    await billing.quotaArrives(place.profileId, quotaOf(aQuota(), 2));
    expect(await seen(quotas, place)).toBe(2);
    await billing.quotaArrives(place.profileId, quotaOf(aQuota({ monthlyLimitUsd: '5' }), 3));
    nowMs = 4_999;
    expect(await seen(quotas, place)).toBeUndefined();
    nowMs = 5_000;
    expect(await seen(quotas, place)).toBe(3);
  });

  it('is always looked up for a month that is to come', async () => {
    const quotas = new MonthQuotas(
      billing.door,
      at(() => 0),
    );
    const may = { ...place, month: '2026-05' };
    expect(await seen(quotas, may)).toBe(3);
    expect(await seen(quotas, may)).toBe(3);
  });

  it('is not looked up again after a refusal when the month itself had the newest quota, and only then', async () => {
    const quotas = new MonthQuotas(
      billing.door,
      at(() => 0),
    );
    const looked: (number | undefined)[] = [];
    const refuse = (ownVersion: number | null) =>
      quotas.with(place, (quota, sees) => {
        looked.push(quota?.version);
        sees(ownVersion === null ? null : quotaOf(aQuota(), ownVersion));
        return Promise.reject(new Error('refused'));
      });
    for (const ownVersion of [null, 2, 3, 3]) await expect(refuse(ownVersion)).rejects.toThrow('refused');
    expect(looked).toEqual([3, 3, 3, undefined]);
  });

  it('is looked up once for all who ask for it at the same time', async () => {
    const quotas = new MonthQuotas(
      billing.door,
      at(() => 0),
    );
    const look = jest.spyOn(billing.door, 'of');
    const versions = await Promise.all(Array.from({ length: 1_000 }, () => seen(quotas, place)));
    expect(new Set(versions)).toEqual(new Set([3]));
    expect(look).toHaveBeenCalledTimes(1);
    look.mockRestore();
  });
});
