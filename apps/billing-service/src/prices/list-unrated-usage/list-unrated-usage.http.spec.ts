import { jest } from '@jest/globals';
import type { ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aCost, aProfileId } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';

jest.setTimeout(90_000);

describe('GET unrated-usage', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  const usage = (model: string) =>
    aCost({
      provider: 'gemini',
      model,
      unit: 'output_token',
      quantity: '2000000',
      amountUsd: null,
      source: { job: 'cut-7' },
    });
  const listed = async (profileId: ProfileId, query = '') =>
    (await billing.get(`/v1/profiles/${profileId}/unrated-usage${query}`)).body;
  const becomes = (profileId: ProfileId, expected: object) =>
    eventually(async () => expect(await listed(profileId)).toMatchObject(expected), { withinMs: 20_000 });

  it('shows what waits, and lets it go as a cost when its price has come', async () => {
    const profileId = await billing.registeredProfile();
    const cost = usage('gemini-2.5-flash');
    await billing.costsIncur(profileId, cost);
    await becomes(profileId, {
      items: [
        {
          profileId,
          costId: cost.costId,
          month: '2026-03',
          provider: 'gemini',
          model: 'gemini-2.5-flash',
          plan: null,
          unit: 'output_token',
          quantity: '2000000',
          incurredAt: '2026-03-10T09:00:00.000Z',
          source: { job: 'cut-7' },
        },
      ],
    });
    expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '0.000000' });
    const price = {
      provider: 'gemini',
      model: 'gemini-2.5-flash',
      unit: 'output_token',
      unitPriceUsd: '2.50',
      per: '1000000',
      effectiveFrom: '2026-03-01T00:00:00Z',
    };
    expect((await billing.send('PUT', '/v1/prices', { prices: [price] })).status).toBe(200);
    await becomes(profileId, { items: [] });
    expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '5.000000' });
  });

  it('lists every profile for the operator, page by page, and one for itself', async () => {
    const [one, other] = [await billing.registeredProfile(), await billing.registeredProfile()];
    const models: string[] = [];
    // One after the other: those that come together are booked in any order.
    for (const [profileId, model] of [
      [one, 'unheard-1'],
      [other, 'unheard-2'],
      [other, 'unheard-3'],
    ] as const) {
      models.push(model);
      await billing.costsIncur(profileId, usage(model));
      await eventually(
        async () =>
          expect((await billing.get('/v1/unrated-usage')).body).toMatchObject({
            items: models.map((name) => ({ model: name })),
          }),
        { withinMs: 20_000 },
      );
    }
    const page = (await billing.get('/v1/unrated-usage?limit=2')).body;
    expect(page['items']).toHaveLength(2);
    const next = (await billing.get(`/v1/unrated-usage?limit=2&cursor=${String(page['nextCursor'])}`)).body;
    expect(next).toMatchObject({ items: [{ model: 'unheard-3' }] });
    expect(next).not.toHaveProperty('nextCursor');
    expect(await listed(one)).toMatchObject({ items: [{ model: 'unheard-1' }] });
    billing.keys.issue('key-of-one', one);
    expect((await billing.get('/v1/unrated-usage', 'key-of-one')).status).toBe(403);
    expect((await billing.get(`/v1/profiles/${other}/unrated-usage`, 'key-of-one')).status).toBe(404);
  });

  it('says what is wrong', async () => {
    const unknown = await billing.get(`/v1/profiles/${aProfileId()}/unrated-usage`);
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'profile_not_found']);
    const cursor = await billing.get('/v1/unrated-usage?cursor=abc');
    expect([cursor.status, cursor.body['code']]).toEqual([400, 'invalid_cursor']);
    expect((await billing.get('/v1/unrated-usage?limit=0')).status).toBe(400);
  });
});
