import { jest } from '@jest/globals';
import type { ProfileId } from '@clipcast/kernel';
import { aProfileId } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';

jest.setTimeout(120_000);

const NOON = '2030-03-15T12:00:00.000Z';
const key = { provider: 'luma', model: 'ray/2', unit: 'second' };
const named = `provider=luma&model=${encodeURIComponent('ray/2')}&unit=second`;

describe('DELETE /v1/profiles/{id}/prices', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService(NOON)));
  afterAll(() => billing.close());
  beforeEach(() => billing.setClock(NOON));

  const path = (profileId: ProfileId, query = named) => `/v1/profiles/${profileId}/prices?${query}`;
  const end = (path: string, headers: Record<string, string> = {}) =>
    billing.send('DELETE', path, undefined, headers);
  const put = (prices: object[], profileId?: ProfileId) =>
    billing.send('PUT', profileId ? `/v1/profiles/${profileId}/prices` : '/v1/prices', { prices });
  const price = (unitPriceUsd: string, different: object = {}) => ({ ...key, unitPriceUsd, ...different });
  const usage = { ...key, quantity: '4' };
  const open = (profileId: ProfileId, asked: object) =>
    billing.post(`/v1/profiles/${profileId}/reservations`, { purpose: 'narration', ...asked });
  const costOf = async (profileId: ProfileId) => (await open(profileId, { usage })).body['amountUsd'];

  it("lets everybody's price count from the very next decision on", async () => {
    const acme = await billing.registeredProfile();
    await put([price('1', { effectiveFrom: '2030-01-01T00:00:00Z' })]);
    await put([price('0.5')], acme);
    expect(await costOf(acme)).toBe('2.000000');
    const ended = await end(path(acme));
    expect(ended).toMatchObject({
      status: 200,
      body: { version: 2, items: [{ book: 'fleet', unitPriceUsd: '1', endsAt: null }] },
      headers: { etag: '"2"' },
    });
    expect(await costOf(acme)).toBe('4.000000');
    expect((await end(path(acme))).body).toEqual(ended.body);
    expect((await billing.get(path(acme, 'history=true'))).body['items']).toMatchObject([
      { book: 'profile', unitPriceUsd: '0.5', endsAt: NOON },
      { book: 'fleet' },
    ]);
    await put([price('0.25')], acme);
    expect(await costOf(acme)).toBe('1.000000');
  });

  it('ends at an instant to come, and leaves nothing where nobody has a price', async () => {
    const acme = await billing.registeredProfile();
    const own = { ...key, model: 'own' };
    await put([{ ...own, unitPriceUsd: '0.5' }], acme);
    const ended = await end(
      path(acme, 'provider=luma&model=own&unit=second&effectiveFrom=2030-03-16T00:00:00Z'),
    );
    expect(ended).toMatchObject({ status: 200, body: { items: [] } });
    const asked = { usage: { ...own, quantity: '1' } };
    const id = 'rsv_019a0000-0000-7000-8000-00000000d111';
    const first = await open(acme, { ...asked, id });
    expect(first.status).toBe(201);
    billing.setClock('2030-03-16T00:00:00Z');
    expect((await open(acme, asked)).body).toMatchObject({ code: 'price_unknown' });
    expect((await open(acme, { ...asked, id })).body).toEqual(first.body);
  });

  it("is the operator's, of what there is, in the version that was seen", async () => {
    const acme = await billing.registeredProfile();
    await put([price('0.5')], acme);
    const refusal = async (asked: Promise<{ status: number; body: Record<string, unknown> }>) => {
      const { status, body } = await asked;
      return [status, body['code']];
    };
    const authorization = `Bearer ${billing.keys.issue('key-of-acme', acme)}`;
    expect(await refusal(end(path(acme), { authorization }))).toEqual([403, 'forbidden']);
    expect(await refusal(end(path(aProfileId())))).toEqual([404, 'profile_not_found']);
    expect(await refusal(end(path(acme, `${named}&plan=pro`)))).toEqual([404, 'price_not_found']);
    expect(await refusal(end(path(acme, 'provider=luma')))).toEqual([400, 'invalid_request']);
    expect(await refusal(end(path(acme), { 'if-match': '"7"' }))).toEqual([412, 'version_mismatch']);
    expect((await end(path(acme), { 'if-match': '"1"' })).status).toBe(200);
  });
});
