import { jest } from '@jest/globals';
import type { ProfileId } from '@clipcast/kernel';
import { reservationWorld } from '../reservations/testing/reservation-world.ts';
import { aProfileId } from '../testing/builders.ts';

jest.setTimeout(120_000);

const NOON = '2030-03-15T12:00:00.000Z';
const key = { provider: 'luma', model: 'ray/2', unit: 'second' };
const named = `provider=luma&model=${encodeURIComponent('ray/2')}&unit=second`;

describe('DELETE /v1/profiles/{id}/prices', () => {
  let world: Awaited<ReturnType<typeof reservationWorld>>;
  beforeAll(async () => (world = await reservationWorld(NOON)));
  afterAll(() => world.close());
  beforeEach(() => world.setClock(NOON));

  const path = (profileId: ProfileId, query = named) => `/profiles/${profileId}/prices?${query}`;
  const put = (prices: object[], profileId?: ProfileId) =>
    world.ask('PUT', profileId ? `/profiles/${profileId}/prices` : '/prices', { body: { prices } });
  const price = (unitPriceUsd: string, different: object = {}) => ({ ...key, unitPriceUsd, ...different });
  const usage = { ...key, quantity: '4' };
  const costOf = async (profileId: ProfileId) =>
    (await world.open(profileId, { amountUsd: undefined, usage })).body['amountUsd'];

  it("lets everybody's price count from the very next decision on", async () => {
    const acme = await world.registered();
    await put([price('1', { effectiveFrom: '2030-01-01T00:00:00Z' })]);
    await put([price('0.5')], acme);
    expect(await costOf(acme)).toBe('2.000000');
    const ended = await world.ask('DELETE', path(acme));
    expect(ended).toMatchObject({
      status: 200,
      body: { version: 2, items: [{ book: 'fleet', unitPriceUsd: '1', endsAt: null }] },
      headers: { etag: '"2"' },
    });
    expect(await costOf(acme)).toBe('4.000000');
    expect((await world.ask('DELETE', path(acme))).body).toEqual(ended.body);
    expect((await world.ask('GET', path(acme, 'history=true'))).body['items']).toMatchObject([
      { book: 'profile', unitPriceUsd: '0.5', endsAt: NOON },
      { book: 'fleet' },
    ]);
    await put([price('0.25')], acme);
    expect(await costOf(acme)).toBe('1.000000');
  });

  it('ends at an instant to come, and leaves nothing where nobody has a price', async () => {
    const acme = await world.registered();
    const own = { ...key, model: 'own' };
    await put([{ ...own, unitPriceUsd: '0.5' }], acme);
    const end = await world.ask(
      'DELETE',
      path(acme, 'provider=luma&model=own&unit=second&effectiveFrom=2030-03-16T00:00:00Z'),
    );
    expect(end).toMatchObject({ status: 200, body: { items: [] } });
    const asked = { amountUsd: undefined, usage: { ...own, quantity: '1' } };
    const id = 'rsv_019a0000-0000-7000-8000-00000000d111';
    const first = await world.opened(acme, { ...asked, id });
    world.setClock('2030-03-16T00:00:00Z');
    expect((await world.open(acme, asked)).body).toMatchObject({ code: 'price_unknown' });
    expect(await world.opened(acme, { ...asked, id })).toEqual(first);
  });

  it("is the operator's, of what there is, in the version that was seen", async () => {
    const acme = await world.registered();
    await put([price('0.5')], acme);
    const refusal = async (asked: Promise<{ status: number; body: Record<string, unknown> }>) => {
      const { status, body } = await asked;
      return [status, body['code']];
    };
    const { secret } = world.issueKey(acme);
    expect(await refusal(world.ask('DELETE', path(acme), { key: secret }))).toEqual([403, 'forbidden']);
    expect(await refusal(world.ask('DELETE', path(aProfileId())))).toEqual([404, 'profile_not_found']);
    expect(await refusal(world.ask('DELETE', path(acme, `${named}&plan=pro`)))).toEqual([
      404,
      'price_not_found',
    ]);
    expect(await refusal(world.ask('DELETE', path(acme, 'provider=luma')))).toEqual([400, 'invalid_request']);
    const stale = { headers: { 'if-match': '"7"' } };
    expect(await refusal(world.ask('DELETE', path(acme), stale))).toEqual([412, 'version_mismatch']);
    expect((await world.ask('DELETE', path(acme), { headers: { 'if-match': '"1"' } })).status).toBe(200);
  });
});
