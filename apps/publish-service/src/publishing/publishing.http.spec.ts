import { jest } from '@jest/globals';
import { FLEET, type ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { PostizConnections } from '../connections/postiz-connections.ts';
import { publishFixture, sampleClip } from '../testing/publish-fixture.ts';
import { PublishingSwitch } from './publishing-switch.query.ts';

jest.setTimeout(60_000);

const NOBODY: ProfileId = 'prf_01990000-0000-7000-8000-00000000dead';

let world: Awaited<ReturnType<typeof publishFixture>>;
let replicas: PublishingSwitch[];
let acme: ProfileId;
let globex: ProfileId;
beforeAll(async () => {
  world = await publishFixture();
  replicas = [world.part(PublishingSwitch), world.part(PublishingSwitch, await world.startReplica())];
});
beforeEach(async () => {
  acme = await world.brand('acme');
  globex = await world.brand('globex');
  await view(acme, (seen) => expect(seen['connection']).not.toBeNull());
});
afterEach(async () => {
  await world.heal();
  await world.ask('POST', '/ops/v1/publishing/resume');
});
afterAll(() => world.close());

const turn = (whose: ProfileId | 'fleet', way: 'pause' | 'resume', body?: object, headers = {}) =>
  world.ask(
    'POST',
    whose === 'fleet' ? `/ops/v1/publishing/${way}` : `/profiles/${whose}/publishing/${way}`,
    body,
    headers,
  );
const statesOf = (profileId: ProfileId) =>
  Promise.all(replicas.map((publishingSwitch) => publishingSwitch.state(profileId)));
const onBoth = <T>(state: T) => [state, state];
const view = (profileId: ProfileId, check: (seen: Record<string, unknown>) => void) =>
  eventually(
    async () => {
      const { status, body } = await world.ask('GET', `/profiles/${profileId}/publishing`);
      expect(status).toBe(200);
      check(body as Record<string, unknown>);
    },
    { withinMs: 30_000 },
  );
describe('the stop switch', () => {
  it('holds on every replica once it is answered, for its profile alone', async () => {
    const { status, body } = await turn(acme, 'pause', { reason: 'A wrong clip.' });
    const paused = { paused: true, by: 'profile', reason: 'A wrong clip.' };
    expect({ status, body }).toMatchObject({ status: 200, body: paused });
    expect(await statesOf(acme)).toMatchObject(onBoth(paused));
    expect(await statesOf(globex)).toEqual(onBoth({ paused: false }));
    expect(await turn(acme, 'resume')).toMatchObject({ status: 200, body: { paused: false } });
    expect(await statesOf(acme)).toEqual(onBoth({ paused: false }));
  });

  it('turned twice is turned once, and keeps its first reason and time', async () => {
    const first = await turn(acme, 'pause', { reason: 'First.' });
    expect((await turn(acme, 'pause', { reason: 'Second.' })).body).toEqual(first.body);
    expect(await statesOf(acme)).toEqual(onBoth(first.body));
    await turn(acme, 'resume');
    expect(await turn(acme, 'resume')).toMatchObject({ status: 200, body: { paused: false } });
  });

  it('answers a repeated Idempotency-Key with its first answer, and does not turn again', async () => {
    const headers = { 'idempotency-key': 'pause-acme-once' };
    const first = await turn(acme, 'pause', {}, headers);
    await turn(acme, 'resume');
    expect((await turn(acme, 'pause', {}, headers)).body).toEqual(first.body);
    expect(await statesOf(acme)).toEqual(onBoth({ paused: false }));
  });

  it('of the fleet stops every profile, and leaves their own as they are', async () => {
    await turn(acme, 'pause', { reason: 'Its own.' });
    expect(await turn('fleet', 'pause', { reason: 'Maintenance.' })).toMatchObject({
      status: 200,
      body: { paused: true, by: 'fleet', reason: 'Maintenance.' },
    });
    for (const profileId of [acme, globex])
      expect(await statesOf(profileId)).toMatchObject(onBoth({ paused: true, by: 'fleet' }));
    const fleet = (await world.ask('GET', '/ops/v1/publishing')).body as { profilesPaused: number };
    expect(fleet).toMatchObject({ switch: { paused: true, by: 'fleet' }, breakersOpen: 0 });
    expect(fleet.profilesPaused).toBeGreaterThanOrEqual(1);
    await turn('fleet', 'resume');
    expect(await statesOf(acme)).toMatchObject(onBoth({ paused: true, by: 'profile', reason: 'Its own.' }));
    expect(await statesOf(globex)).toEqual(onBoth({ paused: false }));
  });
});

describe('how publishing stands', () => {
  it('is shown without asking Postiz', async () => {
    await world.fault({ operation: 'any', kind: 'drop-before', times: 1 });
    await view(acme, (seen) =>
      expect(seen).toEqual({
        switch: { paused: false },
        connection: {
          kind: 'own',
          version: 1,
          host: new URL(world.sandboxUrl).host,
          enabled: true,
          traits: ['Its version has not been seen yet.'],
        },
        limits: [],
        breaker: { state: 'closed', openUntil: null, inFlight: 0, waiting: 0 },
        posts: { waiting: 0, running: 0 },
        nextSlotAt: expect.any(String) as string,
      }),
    );
    expect((await world.faults()).items).toHaveLength(1);
  });

  it('says when Postiz takes the next post, and that the fleet has a connection that waits', async () => {
    // An organisation of its own: what it takes no more, it takes from no profile.
    const key = 'sandbox-blocked-key';
    const integrations = [{ id: 'blocked-mastodon', name: 'Blocked', identifier: 'mastodon' }];
    await world.organisation({ name: 'blocked', key, integrations });
    const blocked = await world.brand('acme', { key });
    const before = (await world.ask('GET', '/ops/v1/publishing')).body as { connectionsBlocked: number };
    await world.fault({ operation: 'create', kind: 'status', status: 429, retryAfter: 1_800, times: 1 });
    const { postiz } = await world.part(PostizConnections).current(blocked);
    const date = new Date('2030-01-01T00:00:00.000Z');
    const post = { integrationId: 'blocked-mastodon', content: 'Hello', media: [], settings: {} };
    await expect(postiz.createPost({ type: 'draft', date, ...post })).rejects.toMatchObject({ status: 429 });
    await view(blocked, (seen) => {
      const [limit] = seen['limits'] as { blockedUntil: string }[];
      expect(limit).toMatchObject({ endpoint: 'create', isKnown: false, used: 0 });
      expect(seen['nextSlotAt']).toBe(limit?.blockedUntil);
    });
    const after = (await world.ask('GET', '/ops/v1/publishing')).body as { connectionsBlocked: number };
    expect(after.connectionsBlocked).toBe(before.connectionsBlocked + 1);
  });

  it('shows a connection that is off, and one that is missing', async () => {
    await world.profile.says(acme, world.credentials(acme, 2, 'sandbox-acme-key', false));
    await view(acme, (seen) => expect(seen['connection']).toMatchObject({ version: 2, enabled: false }));
    await view(await world.stranger(), (seen) =>
      expect(seen).toMatchObject({ connection: null, limits: [], breaker: null, nextSlotAt: null }),
    );
  });

  it('counts the posts that are not settled', async () => {
    const clip = (await world.upload(acme, sampleClip())).body as { id: string };
    await world.ask('GET', `/profiles/${acme}/integrations`);
    await world.fault({ operation: 'upload', kind: 'status', status: 503 });
    const integrationIds = ['acme-mastodon'];
    const asked = { clipId: clip.id, integrationIds };
    expect(await world.ask('POST', `/profiles/${acme}/publications`, asked)).toMatchObject({ status: 202 });
    const sum = (seen: Record<string, unknown>) => {
      const { waiting, running } = seen['posts'] as { waiting: number; running: number };
      return waiting + running;
    };
    await view(acme, (seen) => expect(sum(seen)).toBe(1));
    await view(globex, (seen) => expect(sum(seen)).toBe(0));
    await world.heal();
    await view(acme, (seen) => expect(sum(seen)).toBe(0));
  });

  it('shows a Postiz that is left alone because it does not answer', async () => {
    await world.fault({ operation: 'any', kind: 'status', status: 503 });
    const { postiz } = await world.part(PostizConnections).current(acme);
    for (let calls = 0; calls < 10; calls += 1) await postiz.isConnected().catch(() => undefined);
    await view(acme, (seen) => expect(seen['breaker']).toMatchObject({ state: 'open' }));
    expect((await world.ask('GET', '/ops/v1/publishing')).body).toMatchObject({ breakersOpen: 1 });
  });
});

describe('bad input', () => {
  it.each<[string, object | string, number]>([
    ['a reason that is no text', { reason: 7 }, 400],
    ['an empty reason', { reason: '  ' }, 400],
    ['a reason without end', { reason: 'x'.repeat(501) }, 400],
    ['no reason but null', { reason: null }, 400],
    ['an unknown field', { reason: 'Why.', until: 'tomorrow' }, 400],
    ['a list', ['pause'], 400],
  ])('%s is refused, and turns nothing', async (_name, body, status) => {
    for (const whose of [acme, 'fleet'] as const)
      for (const way of ['pause', 'resume'] as const)
        expect(await turn(whose, way, body as object)).toMatchObject({
          status,
          body: { code: 'invalid_request' },
        });
    expect(await statesOf(acme)).toEqual(onBoth({ paused: false }));
  });

  it.each([
    ['an unknown profile', NOBODY, 404, 'profile_not_found'],
    ['the id that stands for the fleet', FLEET, 404, 'profile_not_found'],
    ['no id of a profile', 'clp_01990000-0000-7000-8000-00000000dead' as ProfileId, 400, 'invalid_request'],
    ['an id that is none', "prf_' or true" as ProfileId, 400, 'invalid_request'],
  ])('%s is refused', async (_name, profileId, status, code) => {
    const path = encodeURIComponent(profileId) as ProfileId;
    const answers = [
      await turn(path, 'pause'),
      await turn(path, 'resume'),
      await world.ask('GET', `/profiles/${path}/publishing`),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status, body: { code } });
    expect(await statesOf(acme)).toEqual(onBoth({ paused: false }));
  });

  it('without a key is refused', async () => {
    const headers = { authorization: 'Bearer somebody' };
    for (const whose of [acme, 'fleet'] as const)
      expect(await turn(whose, 'pause', {}, headers)).toMatchObject({ status: 401 });
    expect(await statesOf(acme)).toEqual(onBoth({ paused: false }));
  });
});
