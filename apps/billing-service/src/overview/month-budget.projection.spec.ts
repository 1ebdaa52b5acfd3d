import { jest } from '@jest/globals';
import { compareWithLog, ownReadModel, type Database, type Projection } from '@clipcast/event-store';
import { bareId, formatUsd } from '@clipcast/kernel';
import { ApplyQuota } from '../budgets/apply-quota/apply-quota.ts';
import { RecordCost } from '../budgets/record-cost/record-cost.ts';
import { quotaOf } from '../quotas/quota.ts';
import { aContext, aProfileId, aQuota, aReportedCost } from '../testing/builders.ts';
import { billingDatabase } from '../testing/billing-database.ts';
import { monthBudgets } from './month-budget.projection.ts';

jest.setTimeout(60_000);

describe('the months of all profiles', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeEach(async () => (billing = await billingDatabase('2026-03-15T12:00:00Z')));
  afterEach(() => billing.close());

  const [one, other] = [aProfileId(), aProfileId()];
  const cost = (profileId: typeof one, amountUsd: string, incurredAt = '2026-03-10T09:00:00Z') =>
    billing.recordCost.execute(
      new RecordCost(profileId, aReportedCost({ amountUsd, incurredAt }), aContext()),
    );
  const quota = (profileId: typeof one, monthlyLimitUsd: string, version: number) =>
    billing.applyQuota.execute(
      new ApplyQuota(profileId, quotaOf(aQuota({ monthlyLimitUsd }), version), aContext()),
    );
  const applyAll = async (batch = 1_000) => {
    const events = await billing.store.readAll(0n);
    for (let from = 0; from < events.length; from += batch)
      await billing.db
        .transaction()
        .execute((tx) => monthBudgets.apply(tx, events.slice(from, from + batch)));
    await billing.db
      .updateTable('subscriptions')
      .set({ position: events.at(-1)?.position ?? 0n })
      .where('name', '=', monthBudgets.name)
      .execute();
  };
  const happen = async () => {
    await quota(one, '10', 2);
    await cost(one, '9.5');
    await cost(other, '7');
    await cost(other, '3', '2026-02-28T23:59:59.999Z');
    await cost(one, '0.75');
    await quota(other, '5', 2);
    await cost(one, '-1.25');
  };
  const months = () =>
    billing.db.selectFrom('month_budget').selectAll().orderBy('month').orderBy('spent_micros').execute();
  const fleet = () => billing.db.selectFrom('fleet_month').selectAll().orderBy('month').execute();

  it('stand as their facts told last, and the fleet is their sum', async () => {
    await happen();
    await applyAll();
    expect(await months()).toMatchObject([
      { profile_id: bareId(other), month: '2026-02', spent_micros: 3_000_000n, status: 'unlimited' },
      {
        profile_id: bareId(other),
        month: '2026-03',
        limit_micros: 5_000_000n,
        used_hundredths: 14_000n,
        status: 'exhausted',
      },
      {
        profile_id: bareId(one),
        spent_micros: 9_000_000n,
        used_hundredths: 9_000n,
        status: 'warning',
        told: [{ percent: 90, at: expect.any(String) as string }],
      },
    ]);
    expect(await fleet()).toEqual([
      { month: '2026-02', spent_micros: 3_000_000n, reserved_micros: 0n, warning: 0, exhausted: 0 },
      { month: '2026-03', spent_micros: 16_000_000n, reserved_micros: 0n, warning: 1, exhausted: 1 },
    ]);
  });

  it('change nothing when everything comes again, and are the same in batches of any size', async () => {
    await happen();
    await applyAll(1);
    const first = [await months(), await fleet()];
    await applyAll();
    await applyAll(3);
    // Alone, without what came after it.
    const some = await billing.store.readAll(0n, 3);
    await billing.db.transaction().execute((tx) => monthBudgets.apply(tx, some));
    expect([await months(), await fleet()]).toEqual(first);
  });

  it('are the same when they are built anew from the log', async () => {
    await happen();
    await applyAll(2);
    const readModel = ownReadModel(billing.store, monthBudgets as unknown as Projection);
    const { db } = billing as unknown as Pick<Database, 'db'>;
    expect(await compareWithLog(db, readModel)).toMatchObject({ equal: true });
    await billing.db.updateTable('fleet_month').set({ spent_micros: 1n }).execute();
    expect(await compareWithLog(db, readModel)).toMatchObject({ equal: false });
  });

  it('hold a share of a limit that no column could', async () => {
    await quota(one, '0.000001', 2);
    await cost(one, '999999999999');
    await applyAll();
    expect(await months()).toMatchObject([{ used_hundredths: 10n ** 18n, status: 'exhausted' }]);
    expect(formatUsd((await fleet())[0]?.spent_micros ?? 0n)).toBe('999999999999.000000');
  });
});
