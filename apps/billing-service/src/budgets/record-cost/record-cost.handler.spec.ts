import { jest } from '@jest/globals';
import type { ProfileId } from '@clipcast/kernel';
import { NO_QUOTA, quotaOf } from '../../quotas/quota.ts';
import { aContext, aCostId, aProfileId, aQuota, aReportedCost } from '../../testing/builders.ts';
import { billingDatabase } from '../../testing/billing-database.ts';
import { ApplyQuota } from '../apply-quota/apply-quota.ts';
import { RecordCost, type ReportedCost } from './record-cost.ts';

jest.setTimeout(60_000);

const MARCH = '2026-03-15T12:00:00Z';
const ten = quotaOf(aQuota(), 2);
const five = quotaOf(aQuota({ monthlyLimitUsd: '5' }), 3);

describe('recording a cost in the log', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeAll(async () => (billing = await billingDatabase(MARCH)));
  afterAll(() => billing.close());
  beforeEach(() => billing.setClock(MARCH));

  const record = (profileId: ProfileId, cost: ReportedCost) =>
    billing.recordCost.execute(new RecordCost(profileId, cost, aContext()));
  const apply = (profileId: ProfileId, quota: typeof ten) =>
    billing.applyQuota.execute(new ApplyQuota(profileId, quota, aContext()));

  it('counts a cost once, and refuses another amount or month under its id, also much later', async () => {
    const profileId = aProfileId();
    const cost = aReportedCost({ amountUsd: '2.5' });
    expect(await record(profileId, cost)).toBe('recorded');
    expect(await record(profileId, cost)).toBe('duplicate');
    for (const other of [{ amountUsd: '7' }, { incurredAt: '2026-04-01T00:00:00Z' }])
      await expect(record(profileId, { ...cost, ...other })).rejects.toMatchObject({
        code: 'cost_id_reused',
      });
    billing.setClock('2027-01-01T00:00:00Z');
    expect(await record(profileId, cost)).toBe('duplicate');
    expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject({ spent: 2_500_000n });
    expect(await billing.budgetOf(profileId, '2026-04')).toMatchObject({ spent: 0n, quota: null });
  });

  it('counts a cost once although it comes many times at once', async () => {
    const profileId = aProfileId();
    const cost = aReportedCost();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => record(profileId, cost)));
    expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
    expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject({ spent: 1_000_000n });
  });

  it('changes nothing for a correction that nothing rates, and books it under its id once it has an amount', async () => {
    const profileId = aProfileId();
    const [cost, correction] = [aReportedCost({ amountUsd: '2.5' }), aCostId()];
    await record(profileId, cost);
    const { position } = await billing.store.head();
    const back = aReportedCost({ costId: correction, corrects: cost.costId, amountUsd: null });
    await expect(record(profileId, back)).rejects.toMatchObject({ code: 'price_unknown' });
    expect((await billing.store.head()).position).toBe(position);
    expect(await record(profileId, { ...back, amountUsd: '-0.5' })).toBe('recorded');
    expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject({ spent: 2_000_000n });
  });

  it('keeps the same cost id of two profiles apart', async () => {
    const [one, other] = [aProfileId(), aProfileId()];
    const cost = aReportedCost();
    expect(await record(one, cost)).toBe('recorded');
    expect(await record(other, { ...cost, amountUsd: '3' })).toBe('recorded');
    expect(await billing.budgetOf(one, '2026-03')).toMatchObject({ spent: 1_000_000n });
    expect(await billing.budgetOf(other, '2026-03')).toMatchObject({ spent: 3_000_000n });
  });

  it('books a late cost in its own month, UTC, which keeps the quota it had', async () => {
    const profileId = aProfileId();
    await apply(profileId, ten);
    billing.setClock('2026-04-02T00:00:00Z');
    await billing.quotaArrives(profileId, five);
    await record(profileId, aReportedCost({ amountUsd: '6', incurredAt: '2026-04-01T01:30:00+02:00' }));
    expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject({
      spent: 6_000_000n,
      quota: ten,
      isExhausted: false,
    });
    expect(await billing.budgetOf(profileId, '2026-04')).toMatchObject({ spent: 0n });
  });

  describe('while the quota changes', () => {
    const overFive = aReportedCost({ amountUsd: '6' });
    const right = { spent: 6_000_000n, quota: five, isExhausted: true };

    it('ends right when the cost comes first and knows no quota, or an old one', async () => {
      for (const known of [NO_QUOTA, ten]) {
        const profileId = aProfileId();
        await billing.quotaArrives(profileId, known);
        await record(profileId, overFive);
        await apply(profileId, five);
        expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject(right);
      }
    });

    it('ends right when the quota comes first and the cost knows none, or an old one', async () => {
      for (const known of [NO_QUOTA, ten]) {
        const profileId = aProfileId();
        await billing.quotaArrives(profileId, known);
        await apply(profileId, five);
        await record(profileId, overFive);
        expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject(right);
      }
    });

    it('ends right when the cost knows more than the policy', async () => {
      const profileId = aProfileId();
      await billing.quotaArrives(profileId, five);
      await record(profileId, overFive);
      await apply(profileId, ten);
      await apply(profileId, five);
      expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject(right);
    });

    it('ends right when both come at the same time', async () => {
      const profiles = Array.from({ length: 20 }, aProfileId);
      await Promise.all(
        profiles.flatMap((profileId) => [record(profileId, overFive), apply(profileId, five)]),
      );
      for (const profileId of profiles)
        expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject(right);
    });
  });
});
