import { jest } from '@jest/globals';
import type { ProfileId } from '@clipcast/kernel';
import { systemRuntime } from '@clipcast/kernel';
import type { NewPost } from '@clipcast/postiz';
import { eventually } from '@clipcast/testing';
import { publishFixture, sampleClip } from '../testing/publish-fixture.ts';
import { ConnectionStates } from './connection-states.query.ts';
import { PostizConnections, type UsableConnection } from './postiz-connections.ts';

jest.setTimeout(60_000);

const NEW_KEY = 'sandbox-acme-key-after-rotation';
const first = { kind: 'own', version: 1 } as const;
const byDefault = { kind: 'default', version: 0 } as const;
const aDraft = (): NewPost => ({
  type: 'draft',
  date: new Date(systemRuntime.clock.now().getTime() + 3_600_000),
  integrationId: 'acme-mastodon',
  content: 'Hello',
  media: [],
  settings: {},
});

type World = Awaited<ReturnType<typeof publishFixture>>;
let world: World;
let replicas: PostizConnections[];
const start = async (options: Parameters<typeof publishFixture>[0] = {}) => {
  world = await publishFixture(options);
  replicas = [world.part(PostizConnections), world.part(PostizConnections, await world.startReplica())];
};
/** Waits until every replica can see it: they read one table. */
const projected = (profileId: ProfileId, version: number) =>
  eventually(async () => expect(await stateOf(profileId)).toMatchObject({ version }));
const stateOf = (profileId: ProfileId) => world.part(ConnectionStates).of(profileId);
const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'none',
    (error: unknown) => (error as { code: string }).code,
  );
const onEveryReplica = <T>(ask: (connections: PostizConnections) => Promise<T>) =>
  Promise.all(replicas.map(ask));

describe('the connection of a running job', () => {
  beforeAll(() => start());
  afterAll(() => world.close());
  afterEach(() => world.heal());

  const acmeOnEveryReplica = async () => {
    const acme = await world.brand('acme');
    await projected(acme, 1);
    const jobs = await onEveryReplica((connections) => connections.pinned(acme, first));
    expect(await Promise.all(jobs.map(({ postiz }) => postiz.isConnected()))).toEqual([true, true]);
    return { acme, jobs };
  };

  it('makes no call once it was switched off, whatever the job is in the middle of', async () => {
    const { acme, jobs } = await acmeOnEveryReplica();
    await world.profile.says(acme, world.credentials(acme, 2, 'sandbox-acme-key', false));
    await projected(acme, 2);
    await world.fault({ operation: 'any', kind: 'status', status: 503, times: 1 });
    const media = {
      path: new URL('../../../../samples/acme.mp4', import.meta.url).pathname,
      fileName: 'clip.mp4',
      mimeType: 'video/mp4',
      bytes: sampleClip().length,
    };
    for (const { postiz } of jobs) {
      const calls = [
        postiz.isConnected(),
        postiz.listIntegrations(),
        postiz.uploadMedia(media),
        postiz.createPost(aDraft()),
        postiz.promote({ ...aDraft(), postId: 'some-post' }),
        postiz.listPostsAt(aDraft().date),
        postiz.deletePost('some-post'),
      ];
      expect(new Set(await Promise.all(calls.map(refusalOf)))).toEqual(new Set(['connection_disabled']));
    }
    // The fault that waited for any request at all is still there.
    expect((await world.faults()).items).toHaveLength(1);
    expect(await onEveryReplica((connections) => refusalOf(connections.current(acme)))).toEqual(
      Array(2).fill('connection_disabled'),
    );
  });

  it('uses a rotated key with its very next call, on every replica', async () => {
    const { acme, jobs } = await acmeOnEveryReplica();
    const integrations = [{ id: 'acme-mastodon', name: 'Acme', identifier: 'mastodon' }];
    await world.organisation({ name: 'acme', key: NEW_KEY, integrations });
    try {
      expect(await Promise.all(jobs.map(({ postiz }) => refusalOf(postiz.isConnected())))).toEqual(
        Array(2).fill('postiz_key_invalid'),
      );
      await world.profile.says(acme, world.credentials(acme, 2, NEW_KEY));
      await projected(acme, 2);
      expect(await Promise.all(jobs.map(({ postiz }) => postiz.isConnected()))).toEqual([true, true]);
    } finally {
      await world.organisation({ name: 'acme', key: 'sandbox-acme-key', integrations });
    }
  });

  it('ends with its removal, also when there is a connection to another server', async () => {
    const { acme, jobs } = await acmeOnEveryReplica();
    await world.profile.says(acme, [
      { type: 'CredentialsRemoved', data: { connectionVersion: 1 } },
      world.credentials(acme, 2, 'sandbox-acme-key', true, `${world.sandboxUrl}/api`),
    ]);
    await projected(acme, 2);
    for (const { postiz } of jobs) expect(await refusalOf(postiz.isConnected())).toBe('connection_removed');
    expect(await onEveryReplica(async (connections) => (await connections.current(acme)).version)).toEqual([
      2, 2,
    ]);
  });

  it('leaves a profile without a connection with none, while there is no default', async () => {
    const stranger = await world.stranger();
    expect(await refusalOf(replicas[0]?.current(stranger) ?? Promise.resolve())).toBe('connection_missing');
    expect(await refusalOf(replicas[0]?.pinned(stranger, byDefault) ?? Promise.resolve())).toBe(
      'connection_removed',
    );
  });
});

describe('the default connection', () => {
  beforeAll(() =>
    start({
      environment: (sandboxUrl) => ({ POSTIZ_API_URL: sandboxUrl, POSTIZ_API_KEY: 'sandbox-globex-key' }),
    }),
  );
  afterAll(() => world.close());

  const allows = (profileId: ProfileId, allowDefaultConnection: boolean) =>
    world.profile.says(profileId, {
      type: 'PublishingSettingsUpdated',
      data: { leadSeconds: 45, allowDefaultConnection },
    });
  const current = (profileId: ProfileId): Promise<UsableConnection> => {
    const [connections] = replicas;
    if (!connections) throw new Error('There is no replica.');
    return connections.current(profileId);
  };

  it('is for profiles that have none, and for nobody else', async () => {
    const stranger = await world.stranger();
    const job = await current(stranger);
    expect(job).toMatchObject({ ...byDefault, profileId: stranger });
    expect((await job.postiz.listIntegrations()).map(({ id }) => id)).toContain('globex-mastodon');

    await world.profile.says(stranger, world.credentials(stranger, 1, 'sandbox-acme-key', false));
    await projected(stranger, 1);
    expect(await refusalOf(current(stranger))).toBe('connection_disabled');
    expect(await refusalOf(job.postiz.isConnected())).toBe('connection_disabled');

    await world.profile.says(stranger, world.credentials(stranger, 2, 'sandbox-acme-key'));
    await projected(stranger, 2);
    const own = await current(stranger);
    expect(own).toMatchObject({ kind: 'own', version: 2 });
    expect(own.mediaScope).not.toBe(job.mediaScope);
    // What was begun through the default connection ends there.
    expect((await job.postiz.listIntegrations()).map(({ id }) => id)).toContain('globex-mastodon');

    await world.profile.says(stranger, { type: 'CredentialsRemoved', data: { connectionVersion: 2 } });
    await eventually(async () => expect(await current(stranger)).toMatchObject(byDefault));
  });

  it('is never used beside what the profile has set before, however late that arrives', async () => {
    const stranger = await world.stranger();
    expect(await current(stranger)).toMatchObject(byDefault);
    const refusing = await world.stranger();
    const used = (profileId: ProfileId) =>
      current(profileId).then(
        ({ kind }) => kind,
        (refusal: unknown) => (refusal as { code: string }).code,
      );
    await world.profile.whileSilent(async () => {
      await world.profile.says(stranger, world.credentials(stranger, 1, 'sandbox-acme-key'));
      await allows(refusing, false);
      // What does not come by itself is asked for after a while, so it may arrive at any time.
      expect(['connection_uncertain', 'own']).toContain(await used(stranger));
      expect(['connection_uncertain', 'connection_missing']).toContain(await used(refusing));
    });
    expect(await eventually(async () => (await current(stranger)).kind)).toBe('own');
    await eventually(async () => expect(await used(refusing)).toBe('connection_missing'));
  });

  it('is not used while profile-service cannot say whether there is another', async () => {
    const [stranger, brand] = [await world.stranger(), await world.stranger()];
    await world.profile.says(brand, world.credentials(brand, 1, 'sandbox-acme-key'));
    await projected(brand, 1);
    await world.profile.whileUnreachable(async () => {
      expect(await refusalOf(current(stranger))).toBe('connection_uncertain');
      expect(await current(brand)).toMatchObject(first);
    });
    await eventually(async () => expect(await current(stranger)).toMatchObject(byDefault));
  });

  it('can be refused, with the next call', async () => {
    const stranger = await world.stranger();
    const job = await current(stranger);
    await allows(stranger, false);
    await eventually(async () => expect(await refusalOf(current(stranger))).toBe('connection_missing'));
    expect(await refusalOf(job.postiz.isConnected())).toBe('default_connection_refused');
    await allows(stranger, true);
    await eventually(async () => expect(await job.postiz.isConnected()).toBe(true));
  });

  it('is one organisation, whose limit all who use it share', async () => {
    const [one, other] = [await world.stranger(), await world.stranger()];
    const { postiz } = await current(one);
    await postiz.createPost({ ...aDraft(), integrationId: 'globex-mastodon' });
    const limits = [{ endpoint: 'create', used: 1 }];
    expect(await stateOf(one)).toMatchObject({ kind: 'default', limits });
    expect(await stateOf(other)).toMatchObject({ kind: 'default', limits });
  });
});
