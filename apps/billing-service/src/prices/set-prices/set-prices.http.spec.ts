import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { aProfileId } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';

jest.setTimeout(90_000);

const NOW = '2026-03-15T12:00:00.000Z';
const characters = { provider: 'elevenlabs', model: 'eleven_v3', unit: 'character' };

describe('PUT and GET /v1/prices', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService(NOW)));
  afterAll(() => billing.close());

  const put = (prices: object[], path = '/v1/prices', headers?: Record<string, string>) =>
    billing.send('PUT', path, { prices }, headers);
  const list = async (query: string, path = '/v1/prices') => (await billing.get(path + query)).body['items'];

  it('sets prices from now on, per one, and shows what is in force', async () => {
    const post = { provider: 'postiz', model: 'post', unit: 'post', unitPriceUsd: '0.01' };
    const shown = {
      ...post,
      plan: null,
      per: '1',
      effectiveFrom: NOW,
      endsAt: null,
      book: 'fleet',
      version: 1,
    };
    const { status, body, headers } = await put([post]);
    expect([status, body, headers['etag']]).toEqual([200, { version: 1, items: [shown] }, '"1"']);
    const answer = await billing.get('/v1/prices');
    expect([answer.status, answer.body, answer.headers['etag']]).toEqual([200, body, '"1"']);
    expect((await put([{ ...post, unitPriceUsd: '0.010' }])).body).toMatchObject({ version: 1 });
  });

  it('keeps every version, with its instant, and filters', async () => {
    const since = (effectiveFrom: string, unitPriceUsd: string) => ({
      ...characters,
      per: '1000',
      effectiveFrom,
      unitPriceUsd,
    });
    await put([
      since('2026-04-01T00:00:00+02:00', '0.20'),
      since('2025-01-01T00:00:00Z', '0.30'),
      { ...since('2025-01-01T00:00:00Z', '0.18'), plan: 'pro' },
    ]);
    const ofVoice = '?provider=elevenlabs&model=eleven_v3';
    expect(await list(ofVoice)).toMatchObject([
      { plan: 'pro', unitPriceUsd: '0.18' },
      { plan: null, unitPriceUsd: '0.30' },
    ]);
    expect(await list(`${ofVoice}&at=2026-03-31T22:00:00Z`)).toMatchObject([
      { unitPriceUsd: '0.18' },
      { unitPriceUsd: '0.20', effectiveFrom: '2026-03-31T22:00:00.000Z' },
    ]);
    expect(await list(`${ofVoice}&at=2024-12-31T23:59:59Z`)).toEqual([]);
    expect(await list(`${ofVoice}&history=true`)).toMatchObject([
      { plan: 'pro' },
      { unitPriceUsd: '0.20' },
      { unitPriceUsd: '0.30' },
    ]);
    expect(await list('?provider=nobody&history=true')).toEqual([]);
  });

  it("shows a profile its own prices before everybody's, and from which book each is", async () => {
    const profileId = await billing.registeredProfile();
    const path = `/v1/profiles/${profileId}/prices`;
    const video = { provider: 'veo', model: 'veo-3', unit: 'second', unitPriceUsd: '0.40' };
    await put([video, { ...video, plan: 'fast', unitPriceUsd: '0.15' }]);
    expect(await list('?provider=veo', path)).toMatchObject([
      { plan: 'fast', book: 'fleet', unitPriceUsd: '0.15' },
      { plan: null, book: 'fleet', unitPriceUsd: '0.40' },
    ]);
    const own = await put([{ ...video, unitPriceUsd: '0.10' }], path);
    expect(own.body).toMatchObject({ version: 1, items: [{ book: 'profile', version: 1 }] });
    expect(await list('?provider=veo', path)).toMatchObject([
      { plan: 'fast', book: 'profile', unitPriceUsd: '0.10' },
      { plan: null, book: 'profile', unitPriceUsd: '0.10' },
    ]);
    expect((await billing.get(path)).headers['etag']).toBe('"1"');
    const other = await billing.registeredProfile();
    expect(await list('?provider=veo', `/v1/profiles/${other}/prices`)).toMatchObject([
      { book: 'fleet' },
      { book: 'fleet' },
    ]);
  });

  it('takes If-Match for the version that was read', async () => {
    const profileId = await billing.registeredProfile();
    const path = `/v1/profiles/${profileId}/prices`;
    const price = { ...characters, unitPriceUsd: '1' };
    expect((await put([price], path, { 'if-match': '"0"' })).status).toBe(200);
    const stale = await put([{ ...price, unitPriceUsd: '2' }], path, { 'if-match': '"0"' });
    expect([stale.status, stale.body['code']]).toEqual([412, 'version_mismatch']);
    expect(await list('?provider=elevenlabs&model=eleven_v3', path)).toMatchObject([
      { unitPriceUsd: '1' },
      {},
    ]);
  });

  it('gives a repeated Idempotency-Key its first answer, and refuses it for other prices', async () => {
    const profileId = await billing.registeredProfile();
    const path = `/v1/profiles/${profileId}/prices`;
    const key = { 'idempotency-key': 'prices-of-march' };
    const price = { ...characters, unitPriceUsd: '1' };
    const first = await put([price], path, key);
    await put([{ ...price, unitPriceUsd: '2' }], path);
    expect((await put([price], path, key)).body).toEqual(first.body);
    const reused = await put([{ ...price, unitPriceUsd: '3' }], path, key);
    expect([reused.status, reused.body['code']]).toEqual([422, 'idempotency_key_reused']);
  });

  it.each([
    ['a negative price', { unitPriceUsd: '-1' }, '/prices/0/unitPriceUsd'],
    ['thirteen decimals', { unitPriceUsd: '0.0000000000001' }, '/prices/0/unitPriceUsd'],
    ['a number', { unitPriceUsd: 0.1 }, '/prices/0/unitPriceUsd'],
    ['NaN', { unitPriceUsd: 'NaN' }, '/prices/0/unitPriceUsd'],
    ['1e3', { unitPriceUsd: '1e3' }, '/prices/0/unitPriceUsd'],
    ['per nothing', { per: '0.000' }, '/prices/0/per'],
    ['per minus one', { per: '-1' }, '/prices/0/per'],
    ['an instant without a zone', { effectiveFrom: '2026-03-01T00:00:00' }, '/prices/0/effectiveFrom'],
    ['a day that is none', { effectiveFrom: '2026-02-29T00:00:00Z' }, '/prices/0/effectiveFrom'],
    ['no provider', { provider: '' }, '/prices/0/provider'],
    ['an unknown field', { currency: 'EUR' }, '/prices/0/currency'],
  ])('refuses %s and says where', async (_, wrong, pointer) => {
    const { status, body } = await put([{ ...characters, unitPriceUsd: '1', ...wrong }]);
    expect([status, body]).toEqual([
      400,
      expect.objectContaining({ code: 'invalid_request', errors: [expect.objectContaining({ pointer })] }),
    ]);
  });

  it('refuses the same price twice, none, and too many, and sets nothing then', async () => {
    const price = { provider: 'p', model: 'm', unit: 'u', unitPriceUsd: '1' };
    const instant = { effectiveFrom: '2026-01-01T00:00:00Z' };
    const twice = await put([
      price,
      { ...price, ...instant },
      { ...price, effectiveFrom: '2026-01-01T01:00:00+01:00' },
    ]);
    expect([twice.status, twice.body['errors']]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/prices/2' })],
    ]);
    expect((await put([])).status).toBe(400);
    const many = Array.from({ length: 501 }, (_, index) => ({ ...price, model: String(index) }));
    expect((await put(many)).status).toBe(400);
    expect(await list('?provider=p')).toEqual([]);
    expect((await put(many.slice(1))).status).toBe(200);
  });

  it('knows no prices of a profile that nobody registered', async () => {
    const path = `/v1/profiles/${aProfileId()}/prices`;
    for (const { status, body } of [
      await billing.get(path),
      await put([{ ...characters, unitPriceUsd: '1' }], path),
    ])
      expect([status, body['code']]).toEqual([404, 'profile_not_found']);
  });

  it("is the operator's: a profile's key reads its own prices, and sets none", async () => {
    const profileId = await billing.registeredProfile();
    const path = `/v1/profiles/${profileId}/prices`;
    const key = 'key-of-a-profile';
    billing.keys.issue(key, profileId);
    expect((await billing.get(path, key)).status).toBe(200);
    expect((await billing.get('/v1/prices', key)).status).toBe(403);
    for (const where of [path, '/v1/prices']) {
      const refused = await put([{ ...characters, unitPriceUsd: '0' }], where, {
        authorization: `Bearer ${key}`,
      });
      expect([refused.status, refused.body['code']]).toEqual([403, 'forbidden']);
    }
    const other = await billing.get(`/v1/profiles/${await billing.registeredProfile()}/prices`, key);
    expect(other.status).toBe(404);
    expect((await billing.get('/v1/prices', 'wrong-key')).status).toBe(401);
  });

  it('takes the example list of the documentation, and the same again as no news', async () => {
    const file = new URL('../../../../../docs/examples/prices.json', import.meta.url);
    const { prices } = JSON.parse(readFileSync(file, 'utf8')) as { prices: object[] };
    const { status, body } = await put(prices);
    expect(status).toBe(200);
    expect(body['items']).toHaveLength(prices.length);
    expect((await put(prices)).body).toEqual(body);
  });

  it('refuses a query it cannot answer', async () => {
    for (const [query, pointer] of [
      ['?at=yesterday', '/query/at'],
      ['?history=yes', '/query/history'],
      ['?history=true&at=2026-01-01T00:00:00Z', '/query/at'],
      ['?colour=red', '/query/colour'],
    ]) {
      const { status, body } = await billing.get(`/v1/prices${query}`);
      expect([status, body['errors']]).toEqual([400, [expect.objectContaining({ pointer })]]);
    }
  });
});
