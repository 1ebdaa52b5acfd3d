import { jest } from '@jest/globals';
import type { ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { profileFixture } from '../testing/profile-fixture.ts';

jest.setTimeout(120_000);
const SLOW_MACHINE = { withinMs: 60_000 };

/** The slip it is all about: the key of one brand is pasted into another. */
describe('two profiles with the same Postiz organisation', () => {
  let world: Awaited<ReturnType<typeof profileFixture>>;
  beforeAll(async () => (world = await profileFixture()));
  afterEach(() => world.sandbox('DELETE', '/faults'));
  afterAll(() => world.close());

  let organisations = 0;
  /** An organisation of its own, so that no test meets the connections of another. */
  const organisation = async (integrationIds?: readonly string[]) => {
    organisations += 1;
    const name = `organisation-${organisations}`;
    const [key, ids] = [`key-of-${name}`, integrationIds ?? [`${name}-a`, `${name}-b`]];
    const integrations = ids.map((id) => ({ id, name: id, identifier: 'mastodon' }));
    await world.sandbox('POST', '/organisations', { name, key, integrations });
    return { name, key, ids };
  };
  const connect = async (id: ProfileId, apiKey: string, apiUrl = world.sandboxUrl, more: object = {}) =>
    (await world.ask('PUT', `/profiles/${id}/postiz`, { apiUrl, apiKey, ...more })).body;
  const warned = (...profiles: readonly { readonly id: ProfileId; readonly name: string }[]) => [
    {
      code: 'postiz_organisation_shared',
      detail: expect.stringMatching(/same accounts/) as string,
      profiles: profiles.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    },
  ];
  const register = async (name: string) => ({ id: await world.register(name), name });
  const shown = async (path: string, headers?: Record<string, string>) =>
    (await world.ask('GET', path, undefined, headers)).body['warnings'];

  it('are warned of on both, from the moment the second is connected until either goes', async () => {
    const { key } = await organisation();
    const [first, second] = [await register('First'), await register('Second')];
    expect(await connect(first.id, key)).toMatchObject({ organisation: 'seen', warnings: [] });
    expect(await connect(second.id, key)).toMatchObject({ organisation: 'seen', warnings: warned(first) });
    for (const [mine, other] of [
      [first, second],
      [second, first],
    ] as const) {
      expect(await shown(`/profiles/${mine.id}`)).toEqual(warned(other));
      expect(await shown(`/profiles/${mine.id}/postiz`)).toEqual(warned(other));
      const tested = await world.ask('POST', `/profiles/${mine.id}/postiz/test`);
      expect(tested.body).toMatchObject({ ok: true, warnings: warned(other) });
    }
    const { body } = await world.ask('GET', '/profiles?limit=200');
    expect(body['items']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: first.id, warnings: warned(second) }),
        expect.objectContaining({ id: second.id, warnings: warned(first) }),
      ]),
    );
    await world.ask('DELETE', `/profiles/${first.id}/postiz`);
    expect(await shown(`/profiles/${second.id}`)).toEqual([]);
    expect(await shown(`/profiles/${first.id}`)).toEqual([]);
  });

  it('are so whatever the key and the address: one account in common is enough', async () => {
    const { key, ids } = await organisation();
    const copy = await organisation([...ids.slice(0, 1), 'an-account-of-its-own']);
    const [first, second] = [await register('By one key'), await register('By another')];
    await connect(first.id, key);
    expect(await connect(second.id, copy.key, world.prefixedUrl)).toMatchObject({ warnings: warned(first) });
    const elsewhere = await organisation();
    expect(await connect(second.id, elsewhere.key)).toMatchObject({ warnings: [] });
    expect(await shown(`/profiles/${first.id}`)).toEqual([]);
  });

  it('are warned of before anything is stored, when a candidate is tested', async () => {
    const { key } = await organisation();
    const [first, second] = [await register('Connected'), await register('Trying')];
    await connect(first.id, key);
    const candidate = { apiUrl: world.sandboxUrl, apiKey: key };
    const tested = await world.ask('POST', `/profiles/${second.id}/postiz/test`, candidate);
    expect(tested.body).toMatchObject({ ok: true, warnings: warned(first) });
    expect(await shown(`/profiles/${first.id}`)).toEqual([]);
  });

  it("are not named to a profile's own key, nor are its accounts shown to anybody else", async () => {
    const { key, ids } = await organisation();
    const [first, second] = [await register('Discreet'), await register('Curious')];
    await connect(first.id, key);
    world.keys.issue('of-the-second', second.id);
    const headers = { authorization: 'Bearer of-the-second' };
    const path = `/profiles/${second.id}`;
    const answers = [
      await world.ask('PUT', `${path}/postiz`, { apiUrl: world.sandboxUrl, apiKey: key }, headers),
      await world.ask('GET', `${path}/postiz`, undefined, headers),
      await world.ask('POST', `${path}/postiz/test`, undefined, headers),
      await world.ask('POST', `${path}/postiz/test`, { apiUrl: world.sandboxUrl, apiKey: key }, headers),
      await world.ask('GET', path, undefined, headers),
      await world.ask('PATCH', path, { name: 'Still curious' }, headers),
    ];
    for (const { status, body, text } of answers) {
      expect(status).toBe(200);
      expect(body['warnings']).toEqual([
        { code: 'postiz_organisation_shared', detail: expect.any(String) as unknown },
      ]);
      expect(text).not.toContain(first.id);
      expect(text).not.toContain(first.name);
    }
    const other = await register('Somebody else');
    const { text } = await world.ask('GET', `/profiles/${other.id}/history`);
    for (const id of ids) expect(text).not.toContain(id);
  });

  it('both show it, however much at once they were connected', async () => {
    const { key } = await organisation();
    const profiles = await Promise.all(['One', 'Two', 'Three'].map(register));
    await Promise.all(profiles.map(({ id }) => connect(id, key)));
    for (const mine of profiles) {
      const others = profiles.filter(({ id }) => id !== mine.id);
      expect(await shown(`/profiles/${mine.id}`)).toEqual(warned(...others));
    }
  });

  it.each([{ kind: 'status', status: 503 }, { kind: 'hang' }])(
    'are found out later when Postiz is away at the time of connecting: %j',
    async (kind) => {
      const { name, key } = await organisation();
      const [first, second] = [await register(`Before ${kind.kind}`), await register(`Amid ${kind.kind}`)];
      await connect(first.id, key);
      await world.sandbox('POST', '/faults', { organisation: name, operation: 'any', ...kind });
      expect(await connect(second.id, key)).toMatchObject({
        connectionVersion: 1,
        organisation: 'not_seen_yet',
        warnings: [{ code: 'postiz_not_confirmed' }],
      });
      await world.sandbox('DELETE', '/faults');
      await eventually(async () => {
        expect(await shown(`/profiles/${second.id}`)).toEqual(warned(first));
      }, SLOW_MACHINE);
      expect(await shown(`/profiles/${first.id}`)).toEqual(warned(second));
      const { body } = await world.ask('GET', `/profiles/${second.id}/history`);
      expect(body['items']).toMatchObject([
        { type: 'OrganisationSeen', actor: 'policy:see-organisation' },
        { type: 'CredentialsUpdated' },
        { type: 'ProfileRegistered' },
      ]);
    },
  );

  it('are found out when the first account appears: without any there is nothing to go by', async () => {
    const { name, key } = await organisation([]);
    const [first, second] = [await register('Empty'), await register('Empty too')];
    for (const { id } of [first, second])
      expect(await connect(id, key)).toMatchObject({
        organisation: 'not_seen_yet',
        warnings: [{ code: 'postiz_not_confirmed' }],
      });
    const integrations = [{ id: 'the-first-account', name: 'a', identifier: 'x' }];
    await world.sandbox('POST', '/organisations', { name, key, integrations });
    await eventually(async () => {
      expect(await shown(`/profiles/${first.id}`)).toEqual(warned(second));
    }, SLOW_MACHINE);
  });

  it('are not asked about while the connection is disabled, and stay known when it is switched off', async () => {
    const { key } = await organisation();
    const [first, second] = [await register('On'), await register('Off')];
    await connect(first.id, key);
    expect(await connect(second.id, key, undefined, { enabled: false })).toMatchObject({
      organisation: 'not_seen_yet',
      warnings: [],
    });
    const on = await world.ask('PUT', `/profiles/${second.id}/postiz`, { apiUrl: world.sandboxUrl });
    expect(on.body).toMatchObject({ organisation: 'seen', warnings: warned(first) });
    const off = { apiUrl: world.sandboxUrl, enabled: false };
    expect((await world.ask('PUT', `/profiles/${second.id}/postiz`, off)).body).toMatchObject({
      enabled: false,
      organisation: 'seen',
      warnings: warned(first),
    });
  });
});
