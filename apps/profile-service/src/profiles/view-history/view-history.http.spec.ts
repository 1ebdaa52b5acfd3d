import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { createServiceApp, KeyDirectory } from '@clipcast/service-kit';
import { createTestDatabase, eventually, testNats } from '@clipcast/testing';
import { Module } from '@nestjs/common';
import { AppModule } from '../../app.module.ts';
import { readProfileConfig } from '../../config.ts';
import { IssuedKeys } from '../../testing/issued-keys.ts';

jest.setTimeout(60_000);
const OPERATOR = 'operator-key-of-the-tests';
const NOBODY = 'prf_01990000-0000-7000-8000-00000000dead';
const KEY_RING = JSON.stringify({ primary: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } });
const SECRET = 'sk-a-very-secret-key-9876';

interface Item {
  readonly version: number;
  readonly type: string;
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
}
interface Body {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
  readonly code?: string;
}

async function historyFixture() {
  const nats = await testNats();
  const database = await createTestDatabase();
  const config = readProfileConfig({
    PORT: '0',
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    CLIPCAST_OPERATOR_KEY: OPERATOR,
    CLIPCAST_KEYRING: KEY_RING,
    POSTIZ_EGRESS_ALLOW: '127.0.0.1:9',
    LOG_LEVEL: 'silent',
  });
  const keys = new IssuedKeys();
  @Module({
    imports: [AppModule.with(config, systemRuntime)],
    providers: [{ provide: KeyDirectory, useValue: keys }],
  })
  class WithIssuedKeys {}
  const app = await createServiceApp({
    name: 'profile-service',
    config,
    runtime: systemRuntime,
    module: WithIssuedKeys,
  });
  await eventually(async () => {
    if ((await app.inject('/readyz')).statusCode !== 200) throw new Error('not ready');
  });
  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    key = OPERATOR,
  ) => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await app.inject({ method, url: `/v1${path}`, headers, ...(body && { payload: body }) });
    return { status: answer.statusCode, text: answer.body };
  };
  return {
    keys,
    ask,
    register: async (name: string) =>
      (JSON.parse((await ask('POST', '/profiles', { name })).text) as { id: ProfileId }).id,
    history: async (id: string, query = '', key = OPERATOR) => {
      const { status, text } = await ask('GET', `/profiles/${id}/history${query}`, undefined, key);
      return { status, text, body: JSON.parse(text) as Body };
    },
    close: async () => {
      await app.close();
      await database.drop();
      await nats.stop();
    },
  };
}

describe('GET /v1/profiles/{profileId}/history', () => {
  let world: Awaited<ReturnType<typeof historyFixture>>;
  beforeAll(async () => (world = await historyFixture()));
  afterAll(() => world.close());

  it('200: tells who changed what and when, the newest first', async () => {
    const id = await world.register('Acme');
    world.keys.issue('of-acme', id);
    await world.ask('PATCH', `/profiles/${id}`, { name: 'Acme Studios' }, 'of-acme');
    await world.ask('PUT', `/profiles/${id}/quota`, { monthlyLimitUsd: '25' });
    const { status, body } = await world.history(id);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      {
        version: 3,
        type: 'QuotaChanged',
        actor: 'operator:bootstrap',
        changes: expect.arrayContaining([
          { field: 'quota.monthlyLimitUsd', from: null, to: '25.000000' },
        ]) as unknown,
      },
      {
        version: 2,
        type: 'ProfileRenamed',
        actor: 'key:of-acme',
        changes: [{ field: 'name', from: 'Acme', to: 'Acme Studios' }],
      },
      { version: 1, type: 'ProfileRegistered', actor: 'operator:bootstrap' },
    ]);
    for (const item of body.items) {
      expect(item).toMatchObject({
        position: expect.stringMatching(/^\d+$/) as string,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
      expect(item).toHaveProperty('traceId');
    }
  });

  it('200: names how a profile is published as the API does', async () => {
    const id = await world.register('Paced');
    await world.ask('PATCH', `/profiles/${id}`, { name: 'Well paced', publishLeadSeconds: 45 });
    const { body } = await world.history(id);
    expect(body.items).toMatchObject([
      {
        type: 'PublishingSettingsUpdated',
        changes: [{ field: 'publishLeadSeconds', from: null, to: 45 }],
      },
      { type: 'ProfileRenamed' },
      { type: 'ProfileRegistered' },
    ]);
  });

  it('200: shows no secret, neither in clear nor sealed', async () => {
    const id = await world.register('Secretive');
    const connection = { apiUrl: 'http://127.0.0.1:9', apiKey: SECRET };
    expect((await world.ask('PUT', `/profiles/${id}/postiz`, connection)).status).toBe(200);
    const { text, body } = await world.history(id);
    expect(body.items[0]?.changes).toContainEqual({ field: 'postiz.keyLast4', from: null, to: '9876' });
    expect(text).not.toContain(SECRET);
    expect(text).not.toMatch(/sealed/i);
    // The form of sealed text: version, then the id of the key it is sealed with.
    expect(text).not.toContain('v1.k1.');
  });

  it('200: pages through everything once, also while more is happening', async () => {
    const id = await world.register('Paged 0');
    for (let index = 1; index <= 4; index += 1)
      await world.ask('PATCH', `/profiles/${id}`, { name: `Paged ${index}` });
    const first = await world.history(id, '?limit=2');
    await world.ask('PATCH', `/profiles/${id}`, { name: 'Meanwhile' });
    const second = await world.history(id, `?limit=2&cursor=${first.body.nextCursor ?? ''}`);
    const third = await world.history(id, `?limit=2&cursor=${second.body.nextCursor ?? ''}`);
    const versions = [first, second, third].map(({ body }) => body.items.map(({ version }) => version));
    expect(versions).toEqual([[5, 4], [3, 2], [1]]);
    expect(third.body.nextCursor).toBeUndefined();
    // A page tells what changed as the whole list does, though what was before is on another page.
    expect(first.body.items[1]?.changes).toEqual([{ field: 'name', from: 'Paged 2', to: 'Paged 3' }]);
  });

  it("404: for another profile's key, as for a profile that does not exist", async () => {
    const [mine, others] = [await world.register('Mine'), await world.register('Others')];
    world.keys.issue('of-mine', mine);
    expect((await world.history(mine, '', 'of-mine')).status).toBe(200);
    const foreign = await world.history(others, '', 'of-mine');
    const missing = await world.history(NOBODY);
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect([foreign.body.code, missing.body.code]).toEqual(['profile_not_found', 'profile_not_found']);
    expect(foreign.text).not.toContain('Others');
  });

  it('401, 403: without a key, and with one that may not read profiles', async () => {
    const id = await world.register('Guarded');
    world.keys.issue('of-billing', id, ['billing:read']);
    expect((await world.history(id, '', 'unknown')).status).toBe(401);
    expect((await world.history(id, '', 'of-billing')).status).toBe(403);
  });

  it('400: for a cursor that this list did not give out, and for bad limits', async () => {
    const id = await world.register('Strict');
    expect((await world.history(id, '?cursor=abc')).body.code).toBe('invalid_cursor');
    expect((await world.history(id, '?limit=0')).status).toBe(400);
    expect((await world.history(id, '?colour=red')).status).toBe(400);
  });
});
