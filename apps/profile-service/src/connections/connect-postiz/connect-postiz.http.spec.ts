import { jest } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { profileFixture } from '../../testing/profile-fixture.ts';

jest.setTimeout(60_000);

/** A connection is stored whatever its Postiz says, and whoever stores it is told what it said. */
describe('PUT /v1/profiles/{profileId}/postiz', () => {
  let world: Awaited<ReturnType<typeof profileFixture>>;
  beforeAll(async () => (world = await profileFixture()));
  afterEach(() => world.sandbox('DELETE', '/faults'));
  afterAll(() => world.close());

  const pathOf = async (name: string) => `/profiles/${await world.register(name)}/postiz`;
  const put = async (path: string, apiKey: string, more: object = {}) =>
    world.ask('PUT', path, { apiUrl: world.sandboxUrl, apiKey, ...more });

  it('warns of a key that Postiz refuses, in its words, until it is another one', async () => {
    const path = await pathOf('Wrong key');
    expect(await put(path, 'a-wrong-key-indeed')).toMatchObject({
      status: 200,
      body: {
        connectionVersion: 1,
        organisation: 'not_seen_yet',
        warnings: [
          {
            code: 'postiz_not_confirmed',
            reason: 'wrong_key',
            detail: expect.stringMatching(/^The connection is stored, but .* Invalid API key$/) as string,
          },
        ],
      },
    });
    expect((await world.ask('GET', path)).body['warnings']).toEqual([
      { code: 'postiz_not_confirmed', detail: expect.stringMatching(/postiz\/test says which/) as string },
    ]);
    expect((await put(path, 'sandbox-acme-key')).body).toMatchObject({ organisation: 'seen', warnings: [] });
    await eventually(async () => expect((await world.ask('GET', path)).body['warnings']).toEqual([]));
  });

  it('warns also of a key that was right once', async () => {
    const path = await pathOf('Right once');
    await put(path, 'sandbox-globex-key');
    await world.sandbox('POST', '/faults', {
      organisation: 'globex',
      operation: 'any',
      kind: 'status',
      status: 401,
    });
    expect((await put(path, 'sandbox-globex-key')).body).toMatchObject({
      connectionVersion: 1,
      organisation: 'seen',
      warnings: [{ code: 'postiz_not_confirmed', reason: 'wrong_key' }],
    });
  });

  it('asks nothing, and warns of nothing, while the connection is disabled', async () => {
    const path = await pathOf('Disabled');
    expect((await put(path, 'a-wrong-key-indeed', { enabled: false })).body).toMatchObject({ warnings: [] });
    expect((await world.ask('GET', path)).body['warnings']).toEqual([]);
  });
});
