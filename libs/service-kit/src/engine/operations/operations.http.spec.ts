import { jest } from '@jest/globals';
import { prefixed, systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { sql } from 'kysely';
import { engineApp, LOOKING_KEY } from '../../testing/engine-app.ts';

jest.setTimeout(60_000);

const aProfile = () => prefixed('prf', systemRuntime.ids.next());
const patient = { withinMs: 20_000 };

describe('the operations of a service', () => {
  let world: Awaited<ReturnType<typeof engineApp>>;
  beforeAll(async () => (world = await engineApp()));
  afterAll(() => world.close());

  const projection = async (name: string) =>
    (await world.itemsOf('projections')).find((item) => item['name'] === name);
  const caughtUp = (name: string, position: number) =>
    eventually(
      async () => expect(await projection(name)).toMatchObject({ position: String(position), lag: '0' }),
      patient,
    );
  const rebuilt = (name: string) =>
    eventually(
      async () =>
        expect(await projection(name)).toMatchObject({ status: 'active', rebuild: { percent: 100 } }),
      patient,
    );

  it('shows read models, policies and the relay with exact figures', async () => {
    await world.notes('first');
    await world.notes('second');
    await world.registers(aProfile(), ['Acme', 'Globex']);
    await caughtUp('word-list', 2);
    await caughtUp('name-list', 2);
    expect(await world.itemsOf('projections')).toMatchObject([
      { name: 'name-list', source: 'profile', head: '2', status: 'active', version: 1, servingVersion: 1 },
      { name: 'word-list', source: 'billing', head: '2', rebuild: null, wayBack: null },
    ]);
    const shown = { status: 'running', position: '2', head: '2', lag: '0', reason: null, parkedStreams: 0 };
    await eventually(
      async () =>
        expect(await world.itemsOf('subscriptions')).toMatchObject([
          { name: 'name-list', source: 'profile', kind: 'projection', ...shown },
          { name: 'welcome-when-registered', source: 'profile', kind: 'policy', ...shown },
          { name: 'word-list', source: 'billing', kind: 'projection', ...shown },
        ]),
      patient,
    );
    // What was noted is private: nothing of it leaves.
    expect((await world.ask('GET', 'relay')).body).toMatchObject({ head: '0', published: '0', lag: '0' });
  });

  it('builds a read model anew, once for a key, and goes back', async () => {
    expect(await world.ask('POST', 'projections/word-list/switch-back')).toMatchObject({
      status: 409,
      body: { code: 'nothing_to_go_back_to' },
    });
    const key = { 'idempotency-key': 'rebuild-it-once' };
    const asked = await world.ask('POST', 'projections/word-list/rebuild', undefined, key);
    expect(asked).toMatchObject({ status: 202, body: { name: 'word-list', rebuild: { version: 1 } } });
    await rebuilt('word-list');
    expect(await world.ask('POST', 'projections/word-list/rebuild', undefined, key)).toEqual(asked);
    expect(await projection('word-list')).toMatchObject({
      rebuild: {
        status: 'done',
        requestedAt: (asked.body['rebuild'] as { requestedAt: string }).requestedAt,
      },
      wayBack: { version: 1, position: '2' },
    });
    // The same key for another request is refused only where the request can differ; the name is part of it.
    expect(await world.ask('POST', 'projections/name-list/rebuild', undefined, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect((await world.ask('POST', 'projections/word-list/switch-back')).status).toBe(202);
    await rebuilt('word-list');
    expect(await world.ask('POST', 'projections/nonsense/rebuild')).toMatchObject({
      status: 404,
      body: { code: 'projection_not_found' },
    });
  });

  it('compares a read model with its log, and shows the rows that differ', async () => {
    const compare = (name: string) => world.ask('POST', `projections/${name}/compare`);
    for (const name of ['word-list', 'name-list'])
      expect(await compare(name)).toMatchObject({ status: 200, body: { name, position: '2', equal: true } });
    await sql`update word set name = 'planted' where name = 'second'`.execute(world.engine.database.db);
    const { body } = await compare('word-list');
    expect(body).toMatchObject({ equal: false, tables: [{ table: 'word', live: { rows: '2' } }] });
    expect((body['tables'] as { differences: unknown }[])[0]?.differences).toEqual([
      { only: 'live', row: { name: 'planted' } },
      { only: 'built', row: { name: 'second' } },
    ]);
    await sql`update word set name = 'second' where name = 'planted'`.execute(world.engine.database.db);
    expect(await compare('nonsense')).toMatchObject({ status: 404, body: { code: 'projection_not_found' } });
  });

  it('lists, shows, replays and discards what was set aside', async () => {
    for (const name of ['Poison', 'Venom']) world.poison.add(name);
    const sick = aProfile();
    const streamId = systemRuntime.ids.next();
    await world.registers(sick, ['Poison', 'Behind'], streamId);
    await world.registers(aProfile(), ['Venom']);
    await eventually(
      async () => expect(await world.itemsOf('dead-letters?status=parked')).toHaveLength(3),
      patient,
    );
    expect((await world.itemsOf('subscriptions'))[0]).toMatchObject({ name: 'name-list', parkedStreams: 2 });
    const { body: page } = await world.ask('GET', 'dead-letters?limit=2&subscription=name-list');
    const { body: rest } = await world.ask(
      'GET',
      `dead-letters?limit=2&cursor=${String(page['nextCursor'])}`,
    );
    const letters = [...(page['items'] as object[]), ...(rest['items'] as object[])] as {
      id: string;
      number: string;
    }[];
    expect(letters.map(({ number }) => number)).toEqual(['5', '4', '3']);
    expect(rest['nextCursor']).toBeUndefined();
    const id = letters[2]?.id ?? '';
    expect((await world.ask('GET', `dead-letters/${id}`)).body).toMatchObject({
      error: 'Error: planted poison: Poison',
      event: { type: 'ProfileRegistered', data: { name: 'Poison' } },
    });
    expect(await world.ask('GET', `dead-letters/${systemRuntime.ids.next()}`)).toMatchObject({ status: 404 });

    const again = await world.ask('POST', 'dead-letters/replay', { id });
    expect(again).toMatchObject({ status: 200, body: { replayed: 0, failed: [{ id }] } });
    world.poison.delete('Poison');
    const stream = { subscription: 'name-list', profileId: sick, streamId };
    expect((await world.ask('POST', 'dead-letters/replay', stream)).body).toEqual({
      replayed: 2,
      failed: [],
    });
    expect(await world.ask('POST', 'dead-letters/replay', { id })).toMatchObject({
      status: 409,
      body: { code: 'dead_letter_settled' },
    });
    const discard = { subscription: 'name-list', reason: 'it was a test' };
    const key = { 'idempotency-key': 'discard-them-once' };
    for (let times = 0; times < 2; times += 1)
      expect((await world.ask('POST', 'dead-letters/discard', discard, key)).body).toEqual({ discarded: 1 });
    expect(await world.itemsOf('dead-letters?status=discarded')).toMatchObject([
      { settledBy: 'operator:bootstrap', reason: 'it was a test' },
    ]);
    expect((await world.ask('POST', 'projections/name-list/compare')).body).toMatchObject({ equal: true });
  });

  it.each([
    ['discard', { subscription: 'name-list' }, 400, 'invalid_request', '/reason'],
    ['discard', { reason: 'all of them?' }, 400, 'invalid_request', ''],
    ['replay', { id: '01990000-0000-7000-8000-000000000001', subscription: 'x' }, 400, 'invalid_request', ''],
    [
      'replay',
      { subscription: 'name-list', streamId: '01990000-0000-7000-8000-000000000001' },
      400,
      'invalid_request',
      '',
    ],
    ['replay', { subscription: 'name-list', force: true }, 400, 'invalid_request', '/force'],
  ])('refuses to %s %j', async (action, body, status, code, pointer) => {
    expect(await world.ask('POST', `dead-letters/${action}`, body)).toMatchObject({
      status,
      body: { code, errors: [{ pointer }] },
    });
  });

  it('replays nothing of a subscription that it does not have', async () => {
    expect(await world.ask('POST', 'dead-letters/replay', { subscription: 'nonsense' })).toMatchObject({
      status: 404,
      body: { code: 'subscription_not_found' },
    });
  });

  it.each([
    ['subscriptions/welcome-when-registered/accept-log', { from: 'head' }, 409, 'not_halted_by_log'],
    ['subscriptions/name-list/accept-log', { from: 'start' }, 409, 'rebuild_instead'],
    ['subscriptions/nonsense/accept-log', { from: 'start' }, 404, 'subscription_not_found'],
    ['subscriptions/name-list/accept-log', { from: 'middle' }, 400, 'invalid_request'],
    ['log/renew-epoch', { confirm: 'publish' }, 400, 'invalid_request'],
  ])('refuses %s with %j', async (path, body, status, code) => {
    expect(await world.ask('POST', path, body)).toMatchObject({ status, body: { code } });
  });

  it('begins a new epoch, after which the relay fills the stream again', async () => {
    const before = await world.engine.store.head();
    const { status, body } = await world.ask('POST', 'log/renew-epoch', { confirm: 'billing' });
    expect([status, body['stream']]).toEqual([200, 'BILLING']);
    expect((await world.engine.store.head()).epoch).toBe(body['epoch']);
    expect(body['epoch']).not.toBe(before.epoch);
    await eventually(
      async () => expect((await world.ask('GET', 'relay')).body).toMatchObject({ lag: '0', trouble: null }),
      patient,
    );
  });

  it('lets a key that may only look change nothing', async () => {
    const looking = { authorization: `Bearer ${LOOKING_KEY}` };
    for (const path of ['projections', 'subscriptions', 'relay', 'dead-letters'])
      expect((await world.ask('GET', path, undefined, looking)).status).toBe(200);
    for (const path of [
      'projections/word-list/rebuild',
      'projections/word-list/compare',
      'dead-letters/replay',
    ])
      expect(await world.ask('POST', path, {}, looking)).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      });
  });

  it('documents itself', async () => {
    const { paths } = (await world.app.inject('/openapi.json')).json<{
      paths: Record<string, Record<string, { 'x-required-scope': string }>>;
    }>();
    const served = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, route]) => `${method} ${path} ${route['x-required-scope']}`),
    );
    expect(served.filter((route) => route.includes('/ops/v1/')).sort()).toEqual([
      'get /ops/v1/dead-letters ops:read',
      'get /ops/v1/dead-letters/{id} ops:read',
      'get /ops/v1/projections ops:read',
      'get /ops/v1/relay ops:read',
      'get /ops/v1/subscriptions ops:read',
      'post /ops/v1/dead-letters/discard ops:write',
      'post /ops/v1/dead-letters/replay ops:write',
      'post /ops/v1/log/renew-epoch ops:write',
      'post /ops/v1/projections/{name}/compare ops:write',
      'post /ops/v1/projections/{name}/rebuild ops:write',
      'post /ops/v1/projections/{name}/switch-back ops:write',
      'post /ops/v1/subscriptions/{name}/accept-log ops:write',
    ]);
  });
});
