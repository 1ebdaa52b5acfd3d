import { jest } from '@jest/globals';
import { profileFixture } from './testing/profile-fixture.ts';

jest.setTimeout(60_000);
const NOBODY = 'prf_01990000-0000-7000-8000-00000000dead';

describe('profile-service', () => {
  let world: Awaited<ReturnType<typeof profileFixture>>;
  beforeAll(async () => (world = await profileFixture()));
  afterAll(() => world.close());

  const register = (name: string) => world.register(name);
  const connection = (more: object = {}) => ({
    apiUrl: world.sandboxUrl,
    apiKey: 'sandbox-acme-key',
    ...more,
  });

  it('registers, shows, renames and lists profiles', async () => {
    const registered = await world.ask('POST', '/profiles', { name: 'Acme & Söhne' });
    expect(registered).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(registered.body).toMatchObject({ name: 'Acme & Söhne', slug: 'acme-sohne', connected: false });
    const path = `/profiles/${registered.body['id'] as string}`;
    expect(await world.ask('GET', path)).toMatchObject({ status: 200, body: registered.body });
    const renamed = await world.ask('PATCH', path, { name: 'Acme' }, { 'if-match': '"1"' });
    expect(renamed).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { name: 'Acme', slug: 'acme-sohne' },
    });
    const { body } = await world.ask('GET', '/profiles');
    expect(body['items']).toContainEqual(renamed.body);
  });

  it('takes how a profile is published with its registration or later, and shows it everywhere', async () => {
    const [plain, wanted] = [
      await world.ask('POST', '/profiles', { name: 'Plain' }),
      await world.ask('POST', '/profiles', {
        name: 'Careful',
        publishLeadSeconds: 300,
        allowDefaultConnection: false,
      }),
    ];
    expect(plain.body).toMatchObject({ publishLeadSeconds: null, allowDefaultConnection: true });
    expect(wanted.body).toMatchObject({ publishLeadSeconds: 300, allowDefaultConnection: false });
    const path = `/profiles/${wanted.body['id'] as string}`;
    const changed = await world.ask('PATCH', path, { name: 'Hasty', publishLeadSeconds: null });
    expect(changed.body).toMatchObject({
      name: 'Hasty',
      publishLeadSeconds: null,
      allowDefaultConnection: false,
    });
    const again = await world.ask('PATCH', path, { name: 'Hasty', allowDefaultConnection: false });
    expect(again).toMatchObject({ body: changed.body, headers: { etag: changed.headers['etag'] } });
    expect((await world.ask('GET', path)).body).toEqual(changed.body);
    const { body } = await world.ask('GET', '/profiles?limit=200');
    expect(body['items']).toEqual(expect.arrayContaining([plain.body, changed.body]));
  });

  it('keeps slugs apart, and refuses a wanted one that is taken', async () => {
    await register('Initech');
    expect((await world.ask('POST', '/profiles', { name: 'Initech' })).body).toMatchObject({
      slug: 'initech-2',
    });
    expect(await world.ask('POST', '/profiles', { name: 'Other', slug: 'initech' })).toMatchObject({
      status: 409,
      body: { code: 'slug_taken', errors: [{ pointer: '/slug' }] },
    });
  });

  it('pages through the list without repeating or losing one', async () => {
    for (const name of ['one', 'two', 'three']) await register(name);
    const seen: unknown[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { body } = await world.ask(
        'GET',
        `/profiles?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      cursor = body['nextCursor'] as string | undefined;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  it('answers a repeated Idempotency-Key with the first answer, and makes one profile', async () => {
    const headers = { 'idempotency-key': 'register-once-only' };
    const first = await world.ask('POST', '/profiles', { name: 'Once' }, headers);
    expect((await world.ask('POST', '/profiles', { name: 'Once' }, headers)).body).toEqual(first.body);
    expect(await world.ask('POST', '/profiles', { name: 'Twice' }, headers)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    const { body } = await world.ask('GET', '/profiles?limit=200');
    expect((body['items'] as { name: string }[]).filter(({ name }) => name === 'Once')).toHaveLength(1);
  });

  it('refuses bad input with the place of each problem, and changes nothing', async () => {
    expect(await world.ask('POST', '/profiles', { name: '', colour: 'red' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ pointer: '/name' }, { pointer: '/colour' }] },
    });
    for (const publishLeadSeconds of [0, 3_601, '45', true]) {
      expect(await world.ask('POST', '/profiles', { name: 'x', publishLeadSeconds })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/publishLeadSeconds' }] },
      });
    }
    expect(await world.ask('GET', '/profiles/not-an-id')).toMatchObject({ status: 400 });
    expect(await world.ask('GET', `/profiles/${NOBODY}`)).toMatchObject({
      status: 404,
      body: { code: 'profile_not_found' },
    });
    const path = `/profiles/${await register('Stale')}`;
    expect(await world.ask('PATCH', path, { name: 'x' }, { 'if-match': '"9"' })).toMatchObject({
      status: 412,
      body: { code: 'version_mismatch' },
    });
    for (const nothing of [{}, { name: null }, { publishLeadSeconds: 0 }, { allowDefaultConnection: null }]) {
      expect(await world.ask('PATCH', path, nothing)).toMatchObject({ status: 400 });
    }
    expect((await world.ask('GET', path)).body).toMatchObject({ name: 'Stale', publishLeadSeconds: null });
    expect(await world.ask('GET', path, undefined, { authorization: 'Bearer wrong' })).toMatchObject({
      status: 401,
    });
  });

  it('stores a key sealed, and shows its last four characters only', async () => {
    const id = await register('Connected');
    const answer = await world.ask('PUT', `/profiles/${id}/postiz`, connection());
    expect(answer).toMatchObject({
      status: 200,
      body: { keyLast4: '-key', enabled: true, connectionVersion: 1 },
    });
    const shown = await world.ask('GET', `/profiles/${id}/postiz`);
    expect(answer.text + shown.text + (await world.dump())).not.toContain('sandbox-acme-key');
    expect((await world.ask('GET', `/profiles/${id}`)).body).toMatchObject({ connected: true });
  });

  it('keeps the key when only the switch changes, and asks for it again when the address does', async () => {
    const id = await register('Switched');
    await world.ask('PUT', `/profiles/${id}/postiz`, connection());
    const off = await world.ask('PUT', `/profiles/${id}/postiz`, {
      apiUrl: world.sandboxUrl,
      enabled: false,
    });
    expect(off.body).toMatchObject({ keyLast4: '-key', enabled: false, connectionVersion: 2 });
    expect(
      await world.ask('PUT', `/profiles/${id}/postiz`, { apiUrl: 'https://example.org/api' }),
    ).toMatchObject({
      status: 400,
      body: { code: 'api_key_required', errors: [{ pointer: '/apiKey' }] },
    });
  });

  it('removes a connection, also twice', async () => {
    const id = await register('Removed');
    await world.ask('PUT', `/profiles/${id}/postiz`, connection());
    expect((await world.ask('DELETE', `/profiles/${id}/postiz`)).status).toBe(204);
    expect((await world.ask('DELETE', `/profiles/${id}/postiz`)).status).toBe(204);
    expect(await world.ask('GET', `/profiles/${id}/postiz`)).toMatchObject({
      status: 404,
      body: { code: 'connection_missing' },
    });
  });

  it('refuses addresses that connections must not reach', async () => {
    const id = await register('Curious');
    for (const apiUrl of [
      'http://169.254.169.254/api',
      'https://localhost/api',
      'https://10.0.0.1',
      'https://u:p@example.org',
    ]) {
      expect(await world.ask('PUT', `/profiles/${id}/postiz`, connection({ apiUrl }))).toMatchObject({
        status: 400,
        body: { code: 'api_url_refused' },
      });
    }
  });

  it('tests a candidate or the stored connection, and says in words what is wrong', async () => {
    const id = await register('Tested');
    const test = (body?: object) => world.ask('POST', `/profiles/${id}/postiz/test`, body);
    expect(await test()).toMatchObject({ status: 409, body: { code: 'connection_missing' } });
    expect((await test(connection())).body).toMatchObject({
      ok: true,
      integrations: expect.arrayContaining([
        expect.objectContaining({ id: 'acme-mastodon', provider: 'mastodon' }),
      ]) as unknown,
    });
    expect((await test(connection({ apiKey: 'a-wrong-key-indeed' }))).body).toMatchObject({
      ok: false,
      reason: 'wrong_key',
    });
    expect((await test(connection({ apiUrl: 'http://127.0.0.1:9' }))).body).toMatchObject({
      ok: false,
      reason: 'unreachable',
    });
    await world.ask('PUT', `/profiles/${id}/postiz`, connection());
    expect((await test()).body).toMatchObject({ ok: true });
    // Many clients set the content type whether they send a body or not.
    const typed = await world.ask('POST', `/profiles/${id}/postiz/test`, undefined, {
      'content-type': 'application/json',
    });
    expect(typed.body).toMatchObject({ ok: true });
  });

  it('keeps quota and narration, and refuses nonsense', async () => {
    const id = await register('Settings');
    expect((await world.ask('GET', `/profiles/${id}/quota`)).body).toEqual({
      monthlyLimitUsd: '0.000000',
      warnAtPercent: 90,
      alsoTellAtPercent: [],
      enforcement: 'hard',
    });
    const quota = await world.ask('PUT', `/profiles/${id}/quota`, { monthlyLimitUsd: '12.5' });
    expect(quota.body).toEqual({
      monthlyLimitUsd: '12.500000',
      warnAtPercent: 90,
      alsoTellAtPercent: [],
      enforcement: 'hard',
    });
    expect((await world.ask('GET', `/profiles/${id}/quota`)).body).toEqual(quota.body);
    for (const monthlyLimitUsd of ['-1', '1e3', 'NaN', '0.1234567', 12]) {
      expect((await world.ask('PUT', `/profiles/${id}/quota`, { monthlyLimitUsd })).status).toBe(400);
    }
    expect((await world.ask('GET', `/profiles/${id}/narration`)).status).toBe(404);
    const narration = { provider: 'kokoro', voiceId: 'af_heart', options: { speed: 1.1 } };
    expect((await world.ask('PUT', `/profiles/${id}/narration`, narration)).body).toEqual(narration);
    expect((await world.ask('GET', `/profiles/${id}/narration`)).body).toEqual(narration);
    expect(
      (await world.ask('PUT', `/profiles/${id}/narration`, { ...narration, provider: 'siri' })).status,
    ).toBe(400);
  });

  it('shows operators how far it is', async () => {
    expect((await world.ask('GET', '/ops/v1/projections')).body).toMatchObject({
      items: [
        { name: 'profile-list', status: 'active' },
        { name: 'publish-activity', source: 'publish' },
        { name: 'seen-integrations', status: 'active' },
        { name: 'spending', source: 'billing' },
        { name: 'unseen-organisations', status: 'active' },
      ],
    });
    expect((await world.ask('GET', '/ops/v1/dead-letters')).body).toEqual({ items: [] });
  });
});
