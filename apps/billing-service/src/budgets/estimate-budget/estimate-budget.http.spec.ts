import { jest } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { aCost, aProfileId, aQuota } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';

jest.setTimeout(90_000);

const usage = { provider: 'elevenlabs', model: 'eleven_v3', unit: 'character', quantity: '5000' };

describe('POST budget/estimate', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  const estimate = (profileId: string, items: unknown) =>
    billing.send('POST', `/v1/profiles/${profileId}/budget/estimate`, { items });

  it('prices the batch, says what would be refused first, and changes nothing', async () => {
    const profileId = await billing.registeredProfile();
    await billing.quotaChanges(profileId, aQuota());
    await billing.costsIncur(profileId, aCost({ amountUsd: '4' }));
    await eventually(
      async () =>
        expect((await billing.budgetOf(profileId)).body).toMatchObject({
          remainingUsd: '6.000000',
        }),
      { withinMs: 20_000 },
    );
    expect((await estimate(profileId, [{ usage }])).body).toMatchObject({
      firstRefused: { index: 0, granted: 0, code: 'price_unknown' },
    });
    const price = { ...usage, quantity: undefined, unitPriceUsd: '0.30', per: '1000' };
    await billing.send('PUT', '/v1/prices', { prices: [price] });
    const before = (await billing.budgetOf(profileId)).headers['etag'];
    const { status, body } = await estimate(profileId, [{ amountUsd: '0.5' }, { usage, count: 4 }]);
    expect([status, body]).toEqual([
      200,
      {
        month: '2026-03',
        items: [
          { count: 1, unitAmountUsd: '0.500000', amountUsd: '0.500000', price: null, refusal: null },
          {
            count: 4,
            unitAmountUsd: '1.500000',
            amountUsd: '6.000000',
            price: { book: 'fleet', version: 1, unitPriceUsd: '0.30', per: '1000' },
            refusal: null,
          },
        ],
        totalUsd: '6.500000',
        fits: false,
        firstRefused: { index: 1, granted: 3, code: 'quota_exceeded' },
        enforcement: 'hard',
        limitUsd: '10.000000',
        spentUsd: '4.000000',
        reservedUsd: '0.000000',
        remainingUsd: '6.000000',
        spendCap: null,
      },
    ]);
    const key = 'key_019a0000-0000-7000-8000-0000000000e5';
    const headers = { authorization: `Bearer ${billing.keys.issue(key, profileId)}` };
    await billing.send('PUT', `/v1/profiles/${profileId}/spend-caps/${key}`, { monthlyLimitUsd: '1' });
    const path = `/v1/profiles/${profileId}/budget/estimate`;
    expect(
      (await billing.post(path, { items: [{ amountUsd: '0.5', count: 3 }] }, headers)).body,
    ).toMatchObject({
      fits: false,
      firstRefused: { index: 0, granted: 2, code: 'key_spend_cap_exceeded' },
      spendCap: { monthlyLimitUsd: '1.000000' },
    });
    expect((await billing.budgetOf(profileId)).headers['etag']).toBe(before);
  });

  it.each([
    [[{}], '/items/0'],
    [[{ usage, amountUsd: '1' }], '/items/0'],
    [[{ amountUsd: '-1' }], '/items/0/amountUsd'],
    [[{ amountUsd: '1', count: 0 }], '/items/0/count'],
    [[{ usage: { ...usage, quantity: '1e309' } }], '/items/0/usage/quantity'],
    [[], '/items'],
  ])('refuses %j and says where', async (items, pointer) => {
    const { status, body } = await estimate(aProfileId(), items);
    expect([status, body['errors']]).toEqual([400, [expect.objectContaining({ pointer })]]);
  });

  it('refuses what comes to a trillion, and a profile that nobody registered', async () => {
    const profileId = await billing.registeredProfile();
    const huge = { provider: 'x', model: 'x', unit: 'x' };
    await billing.send('PUT', '/v1/prices', { prices: [{ ...huge, unitPriceUsd: '999999999' }] });
    const refused = await estimate(profileId, [{ usage: { ...huge, quantity: '999999999999999' } }]);
    expect([refused.status, refused.body['code']]).toEqual([422, 'amount_too_large']);
    const unknown = await estimate(aProfileId(), [{ amountUsd: '1' }]);
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'profile_not_found']);
  });
});
