import { jest } from '@jest/globals';
import { type ProfileId } from '@clipcast/kernel';
import { aCost, aProfileId } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';

jest.setTimeout(120_000);

const FEBRUARY = { incurredAt: '2026-02-10T09:00:00Z' };

describe('the books of a month', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());
  beforeEach(() => billing.setClock('2026-03-15T12:00:00Z'));

  const report = (profileId: ProfileId, cost: object) =>
    billing.post(`/v1/profiles/${profileId}/costs`, cost);
  const close = (profileId: ProfileId, month = '2026-02', headers = {}) =>
    billing.post(`/v1/profiles/${profileId}/months/${month}/close`, undefined, headers);
  const spent = async (profileId: ProfileId, month: string) =>
    (await billing.budgetOf(profileId, month)).body['spentUsd'];
  const costs = async (profileId: ProfileId, query: string) =>
    (await billing.get(`/v1/profiles/${profileId}/costs?${query}`)).body;

  it('are closed once, and late costs go to the open month and say so', async () => {
    const profileId = await billing.registeredProfile();
    await report(profileId, aCost(FEBRUARY));
    for (let time = 0; time < 2; time += 1)
      expect(await close(profileId)).toMatchObject({
        status: 200,
        body: { profileId, month: '2026-02', spentUsd: '1.000000' },
      });
    const late = aCost({ ...FEBRUARY, amountUsd: '0.25' });
    expect((await report(profileId, late)).body).toMatchObject({
      outcome: 'recorded',
      month: '2026-03',
      appliesTo: '2026-02',
      amountUsd: '0.250000',
    });
    expect([await spent(profileId, '2026-02'), await spent(profileId, '2026-03')]).toEqual([
      '1.000000',
      '0.250000',
    ]);
    expect(await costs(profileId, 'month=2026-03')).toMatchObject({
      items: [{ id: late.costId, month: '2026-03', appliesTo: '2026-02' }],
      totalUsd: '0.250000',
    });
    expect(await costs(profileId, 'appliesTo=2026-02')).toMatchObject({ count: 1, totalUsd: '0.250000' });
    expect(await costs(profileId, 'groupBy=day&month=2026-03')).toMatchObject({
      items: [{ key: '2026-02-10', amountUsd: '0.250000' }],
    });
    expect((await billing.text(`/v1/profiles/${profileId}/costs?format=csv&month=2026-03`)).text).toContain(
      `${late.costId},2026-03,2026-02,`,
    );
  });

  it('let a cost be repeated afterwards, wherever it was booked', async () => {
    const profileId = await billing.registeredProfile();
    const [before, after] = [aCost(FEBRUARY), aCost(FEBRUARY)];
    await report(profileId, before);
    await close(profileId);
    await report(profileId, after);
    billing.setClock('2026-05-01T00:00:00Z');
    await close(profileId, '2026-03');
    expect((await report(profileId, before)).body).toMatchObject({ outcome: 'duplicate', month: '2026-02' });
    expect((await report(profileId, after)).body).toMatchObject({
      outcome: 'duplicate',
      month: '2026-03',
      appliesTo: '2026-02',
    });
    expect((await report(profileId, { ...after, amountUsd: '7' })).body).toMatchObject({
      code: 'cost_id_reused',
    });
    expect(await spent(profileId, '2026-05')).toBe('0.000000');
  });

  it('hold every cost once that races with their closing', async () => {
    const profileId = await billing.registeredProfile();
    await report(profileId, aCost(FEBRUARY));
    const racing = Array.from({ length: 60 }, () => aCost(FEBRUARY));
    const [answers, closing] = await Promise.all([
      Promise.all(racing.map((cost) => report(profileId, cost))),
      close(profileId),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(racing.map(() => 201));
    expect(closing.status).toBe(200);
    // What it was closed with is what it holds: nothing came in after it.
    expect(await spent(profileId, '2026-02')).toBe(closing.body['spentUsd']);
    const inOwnMonth = answers.filter(({ body }) => body['month'] === '2026-02').length;
    const micros = (usd: unknown) => Math.round(Number(usd) * 1_000_000);
    expect(micros(await spent(profileId, '2026-02'))).toBe((inOwnMonth + 1) * 1_000_000);
    expect(micros(await spent(profileId, '2026-03'))).toBe((racing.length - inOwnMonth) * 1_000_000);
    const again = await billing.post(`/v1/profiles/${profileId}/costs`, { costs: racing });
    expect(again.body).toMatchObject({ duplicates: 60, recorded: 0 });
    expect(await costs(profileId, '')).toMatchObject({ count: 61, totalUsd: '61.000000' });
  });

  it('stay open until the month is over', async () => {
    const profileId = await billing.registeredProfile();
    billing.setClock('2026-02-28T23:59:59.999Z');
    expect(await close(profileId)).toMatchObject({ status: 409, body: { code: 'month_not_over' } });
    expect(await billing.post('/v1/months/2026-02/close')).toMatchObject({
      status: 409,
      body: { code: 'month_not_over' },
    });
    billing.setClock('2026-03-01T00:00:00.000Z');
    expect((await close(profileId)).status).toBe(200);
  });

  it('are closed by operators only, of profiles that are known', async () => {
    const profileId = await billing.registeredProfile();
    const authorization = { authorization: `Bearer ${billing.keys.issue('key_own', profileId)}` };
    expect(await close(profileId, '2026-02', authorization)).toMatchObject({ status: 403 });
    expect(await billing.post('/v1/months/2026-02/close', undefined, authorization)).toMatchObject({
      status: 403,
    });
    expect(await close(aProfileId())).toMatchObject({ status: 404, body: { code: 'profile_not_found' } });
    expect(await close(profileId, '2026-13')).toMatchObject({ status: 400 });
  });

  it('are closed for the whole fleet, each profile answered alone', async () => {
    const profiles = [await billing.registeredProfile(), await billing.registeredProfile()];
    for (const profileId of profiles)
      await report(profileId, aCost({ incurredAt: '2026-01-31T23:59:59.999Z' }));
    const { status, body } = await billing.post('/v1/months/2026-01/close');
    expect(status).toBe(200);
    expect(body['items']).toEqual(
      expect.arrayContaining(
        profiles.map((profileId) => ({ profileId, outcome: 'closed', spentUsd: '1.000000' })),
      ),
    );
    const late = await report(profiles[0] ?? aProfileId(), aCost({ incurredAt: '2026-01-01T00:00:00Z' }));
    expect(late.body).toMatchObject({ appliesTo: '2026-01' });
  });
});
