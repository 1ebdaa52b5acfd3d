import { jest } from '@jest/globals';
import { RecordCost } from '../../budgets/record-cost/record-cost.ts';
import { aContext, aCost, aProfileId } from '../../testing/builders.ts';
import { billingDatabase } from '../../testing/billing-database.ts';
import { costLedger } from './cost-ledger.projection.ts';

jest.setTimeout(60_000);

describe('the cost ledger', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeAll(async () => (billing = await billingDatabase('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  const applyAll = async () => {
    const events = await billing.store.readAll(0n);
    await billing.db.transaction().execute((tx) => costLedger.apply(tx, events));
  };
  const sums = () => billing.db.selectFrom('month_spent').selectAll().orderBy('spent_micros').execute();

  it('sums by profile, month and provider, and a repetition changes nothing', async () => {
    const [one, other] = [aProfileId(), aProfileId()];
    const costs = [
      [one, aCost({ amountUsd: '0.000001' })],
      [one, aCost({ amountUsd: '0.000002' })],
      [one, aCost({ amountUsd: '10', provider: 'elevenlabs' })],
      [one, aCost({ amountUsd: '20', incurredAt: '2026-02-28T23:59:59.999Z' })],
      [other, aCost({ amountUsd: '30' })],
    ] as const;
    for (const [profileId, cost] of costs) {
      await billing.recordCost.execute(new RecordCost(profileId, cost, aContext()));
    }
    await applyAll();
    const first = await sums();
    expect(first).toMatchObject([
      { month: '2026-03', provider: 'postiz', spent_micros: 3n, entries: 2n },
      { month: '2026-03', provider: 'elevenlabs', spent_micros: 10_000_000n, entries: 1n },
      { month: '2026-02', provider: 'postiz', spent_micros: 20_000_000n, entries: 1n },
      { month: '2026-03', provider: 'postiz', spent_micros: 30_000_000n, entries: 1n },
    ]);
    await applyAll();
    expect(await sums()).toEqual(first);
    expect(await billing.db.selectFrom('cost_entry').selectAll().execute()).toHaveLength(costs.length);
  });
});
