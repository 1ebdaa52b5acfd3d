import { jest } from '@jest/globals';
import type { ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aCost, aProfileId, aQuota } from './testing/builders.ts';
import { billingService } from './testing/billing-service.ts';

jest.setTimeout(90_000);

describe('billing-service', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  const budgetBecomes = (profileId: ProfileId, expected: object, month?: string) =>
    eventually(async () => expect((await billing.budgetOf(profileId, month)).body).toMatchObject(expected), {
      withinMs: 20_000,
    });
  const costs = async (profileId: ProfileId, query = '') =>
    (await billing.get(`/v1/profiles/${profileId}/costs${query}`)).body;

  it('shows a budget without a limit, and then what a quota leaves of it', async () => {
    const profileId = await billing.registeredProfile();
    const { body } = await billing.budgetOf(profileId);
    expect(body).toMatchObject({
      profileId,
      month: '2026-03',
      limitUsd: '0.000000',
      spentUsd: '0.000000',
      reservedUsd: '0.000000',
      remainingUsd: null,
      percentUsed: 0,
      status: 'unlimited',
      resetsAt: '2026-04-01T00:00:00.000Z',
    });
    await billing.quotaChanges(profileId, aQuota());
    await billing.costsIncur(profileId, aCost({ amountUsd: '9.999999' }));
    await budgetBecomes(profileId, {
      limitUsd: '10.000000',
      spentUsd: '9.999999',
      remainingUsd: '0.000001',
      percentUsed: 99.99,
      status: 'warning',
    });
    await billing.costsIncur(profileId, aCost({ amountUsd: '2' }));
    await budgetBecomes(profileId, { remainingUsd: '0.000000', percentUsed: 119.99, status: 'exhausted' });
    await budgetBecomes(profileId, { limitUsd: '10.000000', status: 'ok' }, '2026-04');
    expect((await billing.budgetOf(profileId)).headers).toHaveProperty('etag');
  });

  it('counts a cost that is reported twice once', async () => {
    const profileId = await billing.registeredProfile();
    const cost = aCost({ amountUsd: '4' });
    await billing.costsIncur(profileId, cost, { ...cost, amountUsd: '4.000000' });
    await billing.costsIncur(profileId, aCost({ amountUsd: '0.25' }));
    await budgetBecomes(profileId, { spentUsd: '4.250000' });
    expect(await costs(profileId)).toMatchObject({ totalUsd: '4.250000', count: 2 });
  });

  it('leaves other content under a known cost id with the dead letters', async () => {
    const profileId = await billing.registeredProfile();
    const cost = aCost({ amountUsd: '4' });
    await billing.costsIncur(profileId, cost);
    await budgetBecomes(profileId, { spentUsd: '4.000000' });
    await billing.costsIncur(profileId, { ...cost, amountUsd: '5' });
    await eventually(
      async () =>
        expect(JSON.stringify((await billing.get('/ops/v1/dead-letters')).body)).toContain(
          `${cost.costId} was reported before with other content, and was booked with 4.000000 USD in 2026-03`,
        ),
      { withinMs: 40_000 },
    );
    expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '4.000000' });
  });

  it('counts everything once although all of it is delivered again', async () => {
    const profileId = await billing.registeredProfile();
    await billing.quotaChanges(profileId, aQuota());
    await billing.costsIncur(profileId, aCost(), aCost());
    await budgetBecomes(profileId, { spentUsd: '2.000000', limitUsd: '10.000000' });
    const before = await billing.progressOf('record-cost-when-cost-incurred');
    for (const name of [
      'record-cost-when-cost-incurred',
      'apply-quota-when-quota-changed',
      'quotas',
      'known-profiles',
    ]) {
      await billing.forgetProgressOf(name);
    }
    await billing.quotaChanges(profileId, aQuota({ monthlyLimitUsd: '4' }));
    await billing.costsIncur(profileId, aCost({ amountUsd: '0.5' }));
    await eventually(
      async () => expect(await billing.progressOf('record-cost-when-cost-incurred')).toBe(before + 1n),
      { withinMs: 20_000 },
    );
    await budgetBecomes(profileId, { spentUsd: '2.500000', limitUsd: '4.000000' });
    expect(await costs(profileId, '?groupBy=provider')).toMatchObject({
      items: [{ count: 3 }],
      totalUsd: '2.500000',
    });
  });

  it('books a late cost in the month in which it was incurred', async () => {
    const profileId = await billing.registeredProfile();
    await billing.costsIncur(profileId, aCost({ incurredAt: '2026-01-31T23:59:59.999Z' }));
    await budgetBecomes(profileId, { spentUsd: '1.000000', resetsAt: '2026-02-01T00:00:00.000Z' }, '2026-01');
    expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '0.000000' });
  });

  it('ends right when quota and first cost come over at the same time', async () => {
    const profileId = await billing.registeredProfile();
    await Promise.all([
      billing.quotaChanges(profileId, aQuota({ monthlyLimitUsd: '0.5' })),
      billing.costsIncur(profileId, aCost()),
    ]);
    await budgetBecomes(profileId, { limitUsd: '0.500000', spentUsd: '1.000000', status: 'exhausted' });
    await billing.quotaChanges(profileId, aQuota({ monthlyLimitUsd: '0' }));
    await budgetBecomes(profileId, { remainingUsd: null, status: 'unlimited' });
  });

  it('shows one profile nothing of another', async () => {
    const [one, other] = [await billing.registeredProfile(), await billing.registeredProfile()];
    await billing.quotaChanges(other, aQuota());
    await billing.costsIncur(other, aCost());
    await billing.costsIncur(one, aCost({ amountUsd: '0.1' }));
    await budgetBecomes(other, { spentUsd: '1.000000', status: 'ok' });
    await budgetBecomes(one, { spentUsd: '0.100000', status: 'unlimited' });
    expect(await costs(one)).toMatchObject({ items: [{ amountUsd: '0.100000' }], totalUsd: '0.100000' });
    for (const groupBy of ['provider', 'model', 'day']) {
      expect(await costs(one, `?groupBy=${groupBy}`)).toMatchObject({
        items: [{ count: 1 }],
        totalUsd: '0.100000',
      });
    }
  });

  it('lists costs page by page, and sums them up', async () => {
    const profileId = await billing.registeredProfile();
    const source = { publicationId: 'pub_019a0000-0000-7000-8000-000000000001' } as const;
    const first = aCost({ incurredAt: '2026-03-01T00:00:00Z', source });
    const second = aCost({
      incurredAt: '2026-03-02T23:59:59Z',
      amountUsd: '0.2',
      provider: 'gemini',
      model: 'flash',
    });
    const third = aCost({ incurredAt: '2026-03-02T23:59:59.500Z', amountUsd: '3' });
    await billing.costsIncur(profileId, first, second, third);
    await budgetBecomes(profileId, { spentUsd: '4.200000' });

    const page = await costs(profileId, '?limit=2');
    expect(page).toMatchObject({
      items: [{ id: third.costId }, { id: second.costId }],
      totalUsd: '4.200000',
    });
    expect(await costs(profileId, `?limit=2&cursor=${String(page['nextCursor'])}`)).toEqual({
      items: [
        {
          id: first.costId,
          month: '2026-03',
          appliesTo: null,
          provider: 'postiz',
          model: 'post',
          plan: null,
          quantity: '1',
          unit: 'post',
          amountUsd: '1.000000',
          price: null,
          incurredAt: '2026-03-01T00:00:00.000Z',
          recordedAt: expect.any(String) as unknown,
          source,
          corrects: null,
          reservationId: null,
          accessKeyId: null,
        },
      ],
      totalUsd: '4.200000',
      count: 3,
    });

    const byProvider = {
      items: [
        { key: 'postiz', amountUsd: '4.000000', count: 2 },
        { key: 'gemini', amountUsd: '0.200000', count: 1 },
      ],
      totalUsd: '4.200000',
      count: 3,
    };
    // The first four are answered from the sums by day, the last from the entries.
    for (const range of [
      '',
      '&from=2026-03-01',
      '&from=2026-03-01&to=2026-03-31',
      '&from=2026-02-03',
      '&from=2026-02-03T04:05:06Z',
    ]) {
      expect(await costs(profileId, `?groupBy=provider${range}`)).toMatchObject(byProvider);
    }
    expect(await costs(profileId, '?groupBy=model&to=2026-03-01')).toEqual({
      items: [
        {
          key: 'post',
          amountUsd: '1.000000',
          count: 1,
          entries: 'costs?model=post&to=2026-03-02T00%3A00%3A00.000Z',
        },
      ],
      totalUsd: '1.000000',
      count: 1,
    });
    expect(await costs(profileId, '?groupBy=day')).toMatchObject({
      items: [
        { key: '2026-03-01', amountUsd: '1.000000' },
        { key: '2026-03-02', amountUsd: '3.200000' },
      ],
    });
    expect(await costs(profileId, '?to=2026-03-02T23:59:59Z')).toMatchObject({ totalUsd: '1.000000' });
    for (const range of ['from=2026-04-01', 'to=2026-02-28', 'from=2026-03-03', 'to=2026-02-27']) {
      expect(await costs(profileId, `?groupBy=provider&${range}`)).toEqual({
        items: [],
        totalUsd: '0.000000',
        count: 0,
      });
    }
  });

  it('describes itself', async () => {
    const { status, body } = await billing.get('/openapi.json');
    expect(status).toBe(200);
    const ours = Object.keys(body['paths'] as object).filter((path) => path.includes('/profiles/'));
    for (const path of [
      'budget',
      'costs',
      'reservations',
      'reservations:batch',
      'budget/estimate',
      'prices',
      'unrated-usage',
      'costs/{costId}',
      'months/{month}/close',
      'statements/{month}',
    ])
      expect(ours).toContain(`/v1/profiles/{profileId}/${path}`);
    expect(Object.keys(body['paths'] as object)).toContain('/v1/overview');
  });

  it('says that there is no such profile', async () => {
    for (const path of ['budget', 'costs', 'costs?groupBy=day', 'costs?format=csv', 'statements/2026-03']) {
      const { status, body } = await billing.get(`/v1/profiles/${aProfileId()}/${path}`);
      expect([status, body['code']]).toEqual([404, 'profile_not_found']);
    }
  });

  it.each([
    ['budget?month=2026-13', '/query/month'],
    ['budget?moth=2026-03', '/query/moth'],
    ['costs?from=yesterday', '/query/from'],
    ['costs?from=2026-02-30', '/query/from'],
    ['costs?to=2026-03-01T00:00:00', '/query/to'],
    ['costs?from=2026-03-02&to=2026-02-01', '/query/to'],
    ['costs?groupBy=colour', '/query/groupBy'],
    ['costs?limit=0', '/query/limit'],
  ])('refuses %s and says where', async (path, pointer) => {
    const { status, body } = await billing.get(`/v1/profiles/${aProfileId()}/${path}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ pointer }] });
  });

  it('refuses a cursor it did not give out, an id that is none, and a wrong key', async () => {
    const profileId = await billing.registeredProfile();
    expect((await billing.get(`/v1/profiles/${profileId}/costs?cursor=abc`)).body).toMatchObject({
      code: 'invalid_cursor',
    });
    expect((await billing.get('/v1/profiles/acme/budget')).status).toBe(400);
    expect((await billing.get(`/v1/profiles/${profileId}/budget`, 'wrong-key')).status).toBe(401);
  });
});
