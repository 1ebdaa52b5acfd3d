import { jest } from '@jest/globals';
import { profileFixture } from '../../testing/profile-fixture.ts';

jest.setTimeout(60_000);

describe('POST /v1/profiles/{profileId}/postiz/test', () => {
  let world: Awaited<ReturnType<typeof profileFixture>>;
  let path: string;
  beforeAll(async () => {
    world = await profileFixture();
    path = `/profiles/${await world.register('Tested')}/postiz/test`;
  });
  afterEach(() => world.sandbox('DELETE', '/faults'));
  afterAll(() => world.close());

  const test = async (apiUrl = world.sandboxUrl, apiKey = 'sandbox-acme-key') =>
    (await world.ask('POST', path, { apiUrl, apiKey })).body;
  const fault = (more: object) =>
    world.sandbox('POST', '/faults', { organisation: 'acme', operation: 'any', ...more });

  it('finds a Postiz below a path, and points to a path that is missing', async () => {
    expect(await test(world.prefixedUrl)).toMatchObject({ ok: true });
    expect(await test(`${world.prefixedUrl}/`)).toMatchObject({ ok: true });
    const { origin } = new URL(world.prefixedUrl);
    expect(await test(origin)).toMatchObject({ ok: false, reason: 'base_url_lacks_api' });
    expect(await test(`${origin}/wrong/api`)).toMatchObject({ ok: false, reason: 'not_a_postiz' });
  });

  it('calls a key wrong when Postiz says so twice, in its own words', async () => {
    expect(await test(undefined, 'a-wrong-key-indeed')).toMatchObject({
      ok: false,
      reason: 'wrong_key',
      message: expect.stringMatching(/Copy it again .* Postiz says: Invalid API key$/) as unknown,
    });
    await fault({ kind: 'status', status: 401, times: 1 });
    expect(await test()).toMatchObject({ ok: true });
    await fault({ kind: 'status', status: 401, times: 2 });
    expect(await test()).toMatchObject({ ok: false, reason: 'wrong_key' });
  });

  it('does not take trouble inside Postiz for a wrong key', async () => {
    await fault({ kind: 'status', status: 401, emptyBody: true });
    expect(await test()).toMatchObject({ ok: false, reason: 'postiz_has_trouble' });
  });

  it('does not call a key wrong that could not be asked about twice', async () => {
    await fault({ kind: 'status', status: 401, times: 1 });
    await fault({ kind: 'status', status: 500, times: 1 });
    expect(await test()).toMatchObject({ ok: false, reason: 'postiz_has_trouble' });
  });

  it.each([
    [{ kind: 'status', status: 500 }, 'postiz_has_trouble'],
    [{ kind: 'status', status: 503 }, 'postiz_has_trouble'],
    [{ kind: 'status', status: 429, retryAfter: 7 }, 'rate_limited'],
    [{ kind: 'drop-before' }, 'unreachable'],
    [{ kind: 'hang' }, 'timeout'],
  ])('says in words what stands in the way: %j', async (kind, reason) => {
    await fault(kind);
    const result = await test();
    expect(result).toMatchObject({ ok: false, reason, integrations: [], warnings: [] });
    expect(result['message']).toMatch(/^\p{Lu}.{20,}/u);
  });

  it('leaves the connection and the history as they were when a candidate is tried', async () => {
    const profile = path.replace('/postiz/test', '');
    const before = await world.ask('GET', profile);
    await test();
    expect(await world.ask('GET', profile)).toMatchObject({
      headers: { etag: before.headers['etag'] },
      body: before.body,
    });
  });
});
