import { jest } from '@jest/globals';
import type { ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aCost, aQuota } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';
import type { OverviewView } from './overview-view.ts';

jest.setTimeout(90_000);

describe('GET /v1/overview', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService('2026-03-31T23:59:59.999Z')));
  afterAll(() => billing.close());

  const overview = async (query = '') =>
    (await billing.get(`/v1/overview${query}`)).body as unknown as OverviewView;
  const of = ({ items }: OverviewView, id: ProfileId) => items.find(({ profileId }) => profileId === id);

  it('shows every profile of the month that it is, and begins anew with the next', async () => {
    const [spender, idle, free] = [
      await billing.registeredProfile(),
      await billing.registeredProfile(),
      await billing.registeredProfile(),
    ];
    await billing.quotaChanges(spender, aQuota());
    await billing.quotaChanges(idle, aQuota({ monthlyLimitUsd: '3' }));
    await billing.costsIncur(spender, aCost({ amountUsd: '9.25' }));
    await billing.costsIncur(free, aCost({ amountUsd: '0.75' }));
    await eventually(
      async () => {
        const view = await overview();
        expect(view).toMatchObject({
          month: '2026-03',
          totals: { profiles: 3, spentUsd: '10.000000', reservedUsd: '0.000000', warning: 1, exhausted: 0 },
        });
        expect(view.items[0]).toEqual({
          profileId: spender,
          name: 'Acme',
          slug: 'acme',
          limitUsd: '10.000000',
          spentUsd: '9.250000',
          reservedUsd: '0.000000',
          remainingUsd: '0.750000',
          percentUsed: 92.5,
          status: 'warning',
          enforcement: 'hard',
          isClosed: false,
        });
        expect(of(view, idle)).toMatchObject({
          limitUsd: '3.000000',
          remainingUsd: '3.000000',
          status: 'ok',
        });
        expect(of(view, free)).toMatchObject({ spentUsd: '0.750000', status: 'unlimited', percentUsed: 0 });
      },
      { withinMs: 20_000 },
    );
    expect((await overview('?status=warning')).items.map(({ profileId }) => profileId)).toEqual([spender]);
    expect((await overview('?sort=spent&limit=1')).items[0]?.profileId).toBe(spender);
    billing.setClock('2026-04-01T00:00:00Z');
    const april = await overview();
    expect(of(april, spender)).toMatchObject({ limitUsd: '10.000000', spentUsd: '0.000000', status: 'ok' });
    expect(april).toMatchObject({ month: '2026-04', totals: { spentUsd: '0.000000', warning: 0 } });
  });

  it.each(['?sort=colour', '?status=angry', '?month=2026-3', '?limit=0', '?profile=1'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await billing.get(`/v1/overview${query}`);
      expect([status, body['code']]).toEqual([400, 'invalid_request']);
    },
  );

  it('is not for everybody', async () => {
    expect((await billing.get('/v1/overview', 'wrong-key')).status).toBe(401);
  });
});
