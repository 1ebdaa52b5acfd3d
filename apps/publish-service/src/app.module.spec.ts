import { jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { publishFixture, sampleClip } from './testing/publish-fixture.ts';

jest.setTimeout(60_000);

interface Job {
  readonly id: string;
  readonly status: string;
  readonly integrations: readonly {
    readonly integrationId: string;
    readonly status: string;
    readonly reason: { code: string } | null;
  }[];
  readonly timeline: readonly { readonly event: string }[];
}

describe('publish-service', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  beforeAll(async () => (world = await publishFixture()));
  afterEach(() => world.heal());
  afterAll(() => world.close());

  const clipOf = async (profileId: string, content = sampleClip()) => {
    const { status, body } = await world.upload(profileId as never, content);
    expect(status).toBe(201);
    return (body as { id: string }).id;
  };
  const publish = (profileId: string, clipId: string, more: object = {}, headers = {}) =>
    world.ask(
      'POST',
      `/profiles/${profileId}/publications`,
      { clipId, caption: 'Hello', integrationIds: ['acme-mastodon'], ...more },
      headers,
    );
  const jobOf = async (profileId: string, id: string) =>
    (await world.ask('GET', `/profiles/${profileId}/publications/${id}`)).body as unknown as Job;
  const settled = (profileId: string, id: string, status: string, withinMs = 25_000) =>
    eventually(
      async () => {
        const job = await jobOf(profileId, id);
        expect(job.status).toBe(status);
        return job;
      },
      { withinMs },
    );
  const postsWith = async (organisation: string, content: string) =>
    (await world.judge(organisation)).filter((post) => post.content.includes(content));

  it('brings a clip of each brand out through its own Postiz, once', async () => {
    const [acme, globex] = [await world.brand('acme'), await world.brand('globex')];
    const video = sampleClip();
    const clips = [await clipOf(acme, video), await clipOf(globex)] as const;
    const requests = [
      await publish(acme, clips[0], { caption: 'two-brands acme' }),
      await publish(globex, clips[1], { caption: 'two-brands globex', integrationIds: ['globex-mastodon'] }),
    ];
    expect(requests.map(({ status }) => status)).toEqual([202, 202]);
    const [first, second] = requests.map(({ body }) => (body as { id: string }).id);
    const job = await settled(acme, first ?? '', 'published');
    await settled(globex, second ?? '', 'published');
    expect(job.timeline.map(({ event }) => event)).toEqual([
      'PublicationRequested',
      'MediaUploaded',
      'PostDraftIntended',
      'PostDrafted',
      'PostPromotionIntended',
      'PostAccepted',
      'PublicationAccepted',
      'ClipPublished',
      'CostIncurred',
    ]);
    const sha256 = createHash('sha256').update(video).digest('hex');
    expect(await postsWith('acme', 'two-brands')).toMatchObject([
      { publications: 1, state: 'PUBLISHED', mediaSha256: sha256 },
    ]);
    expect(await postsWith('globex', 'two-brands')).toMatchObject([
      { publications: 1, content: expect.stringContaining('globex') as string },
    ]);
  });

  it('answers a repeated Idempotency-Key with the same job, and publishes once', async () => {
    const acme = await world.brand('acme');
    const clipId = await clipOf(acme);
    const headers = { 'idempotency-key': 'the-same-key-again' };
    const first = await publish(acme, clipId, { caption: 'idempotent' }, headers);
    const again = await publish(acme, clipId, { caption: 'idempotent' }, headers);
    expect(again.body).toEqual(first.body);
    expect((await publish(acme, clipId, { caption: 'other' }, headers)).body).toMatchObject({
      code: 'idempotency_key_reused',
    });
    await settled(acme, (first.body as { id: string }).id, 'published');
    expect(await postsWith('acme', 'idempotent')).toHaveLength(1);
  });

  it.each([
    ['the answer to a creation is lost', 'create', 'drop-after'],
    ['a creation never arrives', 'create', 'drop-before'],
    ['the answer to a promotion is lost', 'status', 'drop-after'],
    ['a promotion never arrives', 'status', 'drop-before'],
    ['Postiz answers 500 to a creation', 'create', 'status'],
    ['the answer to an upload is lost', 'upload', 'drop-after'],
    ['the list fails', 'list', 'status'],
  ])('publishes exactly once although %s', async (name, operation, kind) => {
    const acme = await world.brand('acme');
    const clipId = await clipOf(acme);
    await world.fault({
      organisation: 'acme',
      operation,
      kind,
      ...(kind === 'status' && { status: 500 }),
      times: 1,
    });
    const { body } = await publish(acme, clipId, { caption: `fault: ${name}` });
    await settled(acme, (body as { id: string }).id, 'published');
    const posts = await postsWith('acme', `fault: ${name}`);
    expect(posts.reduce((sum, { publications }) => sum + publications, 0)).toBe(1);
  });

  it('finishes by itself when a Postiz that was down comes back', async () => {
    const acme = await world.brand('acme');
    const clipId = await clipOf(acme);
    expect((await world.ask('GET', `/profiles/${acme}/integrations`)).status).toBe(200);
    await world.stopSandbox();
    const { status, body } = await publish(acme, clipId, { caption: 'was down' });
    expect(status).toBe(202);
    const { id } = body as { id: string };
    await eventually(async () => {
      const [post] = (await jobOf(acme, id)).integrations;
      expect(post).toMatchObject({ status: 'queued', reason: { code: 'postiz_unreachable' } });
    });
    await world.restartSandbox();
    await settled(acme, id, 'published');
    expect(await postsWith('acme', 'was down')).toMatchObject([{ publications: 1 }]);
  });

  it('waits as long as a rate limit asks for, and says so', async () => {
    const acme = await world.brand('acme');
    const clipId = await clipOf(acme);
    await world.fault({
      organisation: 'acme',
      operation: 'create',
      kind: 'status',
      status: 429,
      retryAfter: 1,
      times: 1,
    });
    const { body } = await publish(acme, clipId, { caption: 'rate limited' });
    const job = await settled(acme, (body as { id: string }).id, 'published');
    expect(job.timeline.map(({ event }) => event)).toContain('PostDelayed');
  });

  it('fails clearly with a wrong key, and costs nothing', async () => {
    const acme = await world.brand('acme', { key: 'not-the-key-of-acme' });
    const clipId = await clipOf(acme);
    const { status, body } = await publish(acme, clipId);
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'postiz_key_invalid' } });
  });

  it('refuses what it does not know or may not do, and changes nothing', async () => {
    const [acme, globex] = [await world.brand('acme'), await world.brand('globex')];
    const clipId = await clipOf(acme);
    const foreign = await publish(globex, clipId, { integrationIds: ['globex-mastodon'] });
    expect(foreign).toMatchObject({ status: 404, body: { code: 'clip_not_found' } });
    expect(await publish(acme, clipId, { integrationIds: ['globex-mastodon'] })).toMatchObject({
      status: 404,
      body: { code: 'integration_not_found' },
    });
    expect(await publish('prf_01990000-0000-7000-8000-00000000dead', clipId)).toMatchObject({
      status: 404,
      body: { code: 'profile_not_found' },
    });
    expect(await publish(acme, 'clp_01990000-0000-7000-8000-00000000dead')).toMatchObject({ status: 404 });
    expect(await publish(acme, clipId, { colour: 'red' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
    for (const profileId of [acme, globex]) {
      expect((await world.ask('GET', `/profiles/${profileId}/publications`)).body).toEqual({ items: [] });
    }
    expect((await world.ask('GET', `/profiles/${globex}/clips`)).body).toEqual({ items: [] });
    expect((await world.ask('GET', `/profiles/${globex}/clips/${clipId}`)).status).toBe(404);
  });

  it('refuses a profile whose connection is disabled or missing', async () => {
    const off = await world.brand('acme', { enabled: false });
    expect(await publish(off, await clipOf(off))).toMatchObject({
      status: 409,
      body: { code: 'connection_disabled' },
    });
    const removed = await world.brand('acme');
    await world.profile.says(removed, { type: 'CredentialsRemoved', data: { connectionVersion: 1 } });
    await eventually(async () =>
      expect((await publish(removed, await clipOf(removed))).body).toMatchObject({
        code: 'connection_missing',
      }),
    );
  });

  it('refuses an exhausted profile with 402 and the figures, and only while it is exhausted', async () => {
    const acme = await world.brand('acme');
    const standing = {
      month: systemRuntime.clock.now().toISOString().slice(0, 7),
      spentUsd: '1.000000',
      reservedUsd: '0.000000',
      limitUsd: '1.000000',
      enforcement: 'hard',
    };
    await world.billing.says(acme, { type: 'QuotaExhausted', data: standing });
    await eventually(async () => {
      expect(await publish(acme, await clipOf(acme))).toMatchObject({
        status: 402,
        body: {
          code: 'quota_exceeded',
          limitUsd: '1.000000',
          spentUsd: '1.000000',
          requestedUsd: '0.010000',
        },
      });
    });
    await world.billing.says(acme, { type: 'QuotaRestored', data: standing });
    await eventually(async () => expect((await publish(acme, await clipOf(acme))).status).toBe(202));
  });

  /** Its own publication may have used the budget up: who lost the first answer must still get it. */
  it('answers a repeated Idempotency-Key with its first answer, whatever has changed since', async () => {
    const acme = await world.brand('acme');
    const clipId = await clipOf(acme);
    const headers = { 'idempotency-key': 'asked-before-the-end' };
    const first = await publish(acme, clipId, { caption: 'before the end' }, headers);
    const standing = {
      month: systemRuntime.clock.now().toISOString().slice(0, 7),
      spentUsd: '1.000000',
      reservedUsd: '0.000000',
      limitUsd: '1.000000',
      enforcement: 'hard',
    };
    await world.billing.says(acme, { type: 'QuotaExhausted', data: standing });
    const late = { 'idempotency-key': 'asked-after-the-end' };
    const another = async () => (await publish(acme, await clipOf(acme))).status;
    await eventually(async () => expect(await another()).toBe(402));
    expect((await publish(acme, clipId, {}, late)).status).toBe(402);
    expect(await publish(acme, clipId, { caption: 'before the end' }, headers)).toMatchObject({
      status: 202,
      body: first.body,
    });
    await world.billing.says(acme, { type: 'QuotaRestored', data: standing });
    await eventually(async () => expect(await another()).toBe(202));
    // A refusal is an answer too: its late repetition must not succeed.
    expect((await publish(acme, clipId, {}, late)).status).toBe(402);
  });

  it('never calls a post failed that may have gone out: what cannot be seen any more is unconfirmed', async () => {
    const acme = await world.brand('acme');
    const clipId = await clipOf(acme);
    await world.fault({ organisation: 'acme', operation: 'status', kind: 'drop-after', times: 1 });
    await world.fault({ organisation: 'acme', operation: 'list', kind: 'status', status: 500 });
    const { body } = await publish(acme, clipId, { caption: 'out of sight' });
    const { id } = body as { id: string };
    await eventually(async () =>
      expect((await jobOf(acme, id)).timeline.map(({ event }) => event)).toContain('PostPromotionIntended'),
    );
    await world.profile.says(acme, { type: 'CredentialsRemoved', data: { connectionVersion: 1 } });
    const job = await settled(acme, id, 'unconfirmed');
    expect(job.integrations).toMatchObject([{ reason: { code: 'connection_removed' } }]);
    expect(job.timeline.map(({ event }) => event)).toContain('CostIncurred');
  });

  it('waits while the connection is switched off, and goes on with the newest key of the same server', async () => {
    const acme = await world.brand('acme');
    const clipId = await clipOf(acme);
    expect((await world.ask('GET', `/profiles/${acme}/integrations`)).status).toBe(200);
    await world.stopSandbox();
    const { body } = await publish(acme, clipId, { caption: 'switched off' });
    const { id } = body as { id: string };
    await world.profile.says(acme, world.credentials(acme, 2, 'sandbox-acme-key', false));
    await eventually(async () =>
      expect((await jobOf(acme, id)).integrations).toMatchObject([
        { reason: { code: 'connection_disabled' } },
      ]),
    );
    await world.restartSandbox();
    await world.profile.says(acme, world.credentials(acme, 3, 'sandbox-acme-key'));
    await settled(acme, id, 'published');
    expect(await postsWith('acme', 'switched off')).toMatchObject([{ publications: 1 }]);
  });

  it('knows no publication by the id of a clip', async () => {
    const acme = await world.brand('acme');
    const clipId = await clipOf(acme);
    const id = clipId.replace('clp_', 'pub_');
    expect(await world.ask('GET', `/profiles/${acme}/publications/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'publication_not_found' },
    });
  });

  it('takes only MP4 videos, and keeps nothing of the rest', async () => {
    const acme = await world.brand('acme');
    const text = Buffer.from('this is no video, although its name says so');
    expect(await world.upload(acme, text)).toMatchObject({ status: 415, body: { code: 'not_a_video' } });
    expect(await world.upload(acme, Buffer.alloc(0))).toMatchObject({
      status: 400,
      body: { code: 'clip_empty' },
    });
    const quicktime = Buffer.from(sampleClip());
    quicktime.write('qt  ', 8, 'latin1');
    expect(await world.upload(acme, quicktime)).toMatchObject({
      status: 415,
      body: { code: 'video_type_unsupported' },
    });
    const huge = { headers: { 'content-length': String(5 * 1024 ** 3) } };
    expect(await world.upload(acme, text, huge)).toMatchObject({
      status: 413,
      body: { code: 'clip_too_large' },
    });
    expect((await world.ask('GET', `/profiles/${acme}/clips`)).body).toEqual({ items: [] });
  });

  it('reads title, hash and duration of a clip', async () => {
    const acme = await world.brand('acme');
    const video = sampleClip();
    const { body } = await world.upload(acme, video, { fileName: 'Summer sale.mp4' });
    expect(body).toMatchObject({
      title: 'Summer sale',
      sha256: createHash('sha256').update(video).digest('hex'),
      bytes: video.length,
      durationMs: expect.any(Number) as number,
    });
  });

  it('shares the work between replicas without doing any of it twice', async () => {
    const replica = await world.startReplica();
    const acme = await world.brand('acme');
    const jobs = await Promise.all(
      Array.from(
        { length: 10 },
        async (_, index) =>
          (await publish(acme, await clipOf(acme), { caption: `shared ${index}.` })).body as { id: string },
      ),
    );
    await Promise.all(jobs.map(({ id }) => settled(acme, id, 'published', 40_000)));
    const posts = await postsWith('acme', 'shared');
    expect(posts.filter(({ publications }) => publications === 1)).toHaveLength(10);
    expect(posts.filter(({ publications }) => publications > 1)).toEqual([]);
    await replica.close();
  });
});
