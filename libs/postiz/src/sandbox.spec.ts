import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, systemRuntime } from '@clipcast/kernel';
import { startSandbox, type RunningSandbox } from '@clipcast/postiz-sandbox';
import { createEgressPolicy } from './egress/egress-policy.ts';
import type { PostizEndpoint } from './endpoint.ts';
import type { NewPost } from './new-post.ts';
import { PostizClient } from './postiz-client.ts';
import { troubleOf } from './testing/client-for.ts';
import { sandboxControl } from './testing/sandbox-control.ts';
import type { PostizTraits } from './traits/postiz-traits.ts';

const MP4_HEAD = Buffer.from('\0\0\0\u0018ftypisom\0\0\u0002\0isomiso2', 'latin1');

let folder: string;
let sandbox: RunningSandbox;
let control: ReturnType<typeof sandboxControl>;
let acme: PostizClient;
let globex: PostizClient;
const limits: [endpoint: PostizEndpoint, limit: number][] = [];
const waits: [endpoint: PostizEndpoint, retryAfterMs: number | undefined][] = [];
const learnt: PostizTraits[] = [];

const clientOf = (key: string, writeMs = 5_000): PostizClient =>
  new PostizClient({
    baseUrl: sandbox.url,
    apiKey: new Secret(key),
    runtime: systemRuntime,
    egress: createEgressPolicy({ allow: [`127.0.0.1:${sandbox.port}`] }),
    timeouts: { writeMs },
    onRateLimit: (endpoint, { limit }) => limits.push([endpoint, limit]),
    onRateLimited: (endpoint, retryAfterMs) => waits.push([endpoint, retryAfterMs]),
    onTraits: (traits) => learnt.push(traits),
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipcast-postiz-'));
  sandbox = await startSandbox({
    port: 0,
    host: '127.0.0.1',
    dataDir: join(folder, 'sandbox'),
    runtime: systemRuntime,
    networkDelayMs: 20,
    apiLimitPerHour: 200,
  });
  control = sandboxControl(sandbox.url);
  acme = clientOf('sandbox-acme-key');
  globex = clientOf('sandbox-globex-key');
});
afterAll(async () => {
  await Promise.all([acme.close(), globex.close()]);
  await sandbox.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await control.noFaults();
  await control.mode('head');
});

let slot = 0;
/** An instant that no other post of this file has. */
const instant = (aheadMs = 3_600_000): Date =>
  new Date(systemRuntime.clock.now().getTime() + aheadMs + slot++ * 7);
const draft = (date = instant(), overrides: Partial<NewPost> = {}): NewPost => ({
  type: 'draft',
  date,
  integrationId: 'acme-mastodon',
  content: 'A clip',
  media: [],
  settings: { clientRef: 'ref-1' },
  ...overrides,
});

it('knows a key that is accepted from one that is not', async () => {
  expect(await acme.isConnected()).toBe(true);
  const stranger = clientOf('sandbox-nobody-key');
  expect(await troubleOf(stranger.isConnected())).toMatchObject({
    outcome: 'rejected',
    code: 'postiz_key_invalid',
    status: 401,
  });
  await stranger.close();
});

it("lists the tenant's own integrations", async () => {
  expect(await acme.listIntegrations()).toContainEqual(
    expect.objectContaining({
      id: 'acme-youtube',
      name: 'Acme Films',
      identifier: 'youtube',
      disabled: false,
    }),
  );
  expect((await globex.listIntegrations()).map(({ id }) => id)).not.toContain('acme-youtube');
});

it('brings a clip out: upload, draft, find, promote, follow, once', async () => {
  const content = Buffer.concat([MP4_HEAD, Buffer.alloc(300_000, 'clip')]);
  const path = join(folder, 'clip.mp4');
  await writeFile(path, content);
  const media = await acme.uploadMedia({
    path,
    fileName: 'clip.mp4',
    mimeType: 'video/mp4',
    bytes: content.length,
  });
  const at = instant(1_500);

  const { postId } = await acme.createPost(draft(at, { media: [media] }));
  const known = { ...draft(at, { media: [media] }), postId };
  expect(await acme.listPostsAt(at)).toMatchObject([
    {
      id: postId,
      integrationId: 'acme-mastodon',
      state: 'DRAFT',
      publishDate: at,
      settings: { clientRef: 'ref-1' },
    },
  ]);
  expect(await acme.listPostsAt(new Date(at.getTime() + 1))).toEqual([]);
  expect(await globex.listPostsAt(at)).toEqual([]);

  await acme.promote(known);
  await acme.demote(known);
  await acme.promote(known);
  let [post] = await acme.listPostsAt(at);
  while (post?.state === 'QUEUE') {
    await systemRuntime.timers.sleep(50);
    [post] = await acme.listPostsAt(at);
  }
  expect(post).toMatchObject({ state: 'PUBLISHED', releaseURL: expect.stringMatching(/^http/) as string });
  const judged = (await control.posts('acme')).find(({ id }) => id === postId);
  expect(judged).toMatchObject({ publications: 1 });
  expect([judged?.mediaSha256].flat()).toEqual([createHash('sha256').update(content).digest('hex')]);
});

describe('a Postiz that changes its version', () => {
  beforeEach(() => learnt.splice(0));

  it('is promoted in by the known id as long as it must be, and learnt anew after an upgrade', async () => {
    await control.mode('2.11');
    const changing = clientOf('sandbox-acme-key');
    const at = instant();
    const { postId } = await changing.createPost(draft(at));
    const known = { ...draft(at), postId };
    await changing.promote(known);
    expect(learnt).toMatchObject([{ statusRoute: 'absent' }]);
    expect(await changing.listPostsAt(at)).toMatchObject([{ id: postId, state: 'QUEUE', content: 'A clip' }]);
    expect(changing.traits).toEqual({
      statusRoute: 'absent',
      readsAreLimited: true,
      listsSettings: false,
      generation: '<=2.12.1',
    });
    await changing.demote(known);
    expect(await changing.listPostsAt(at)).toMatchObject([{ id: postId, state: 'DRAFT', settings: null }]);

    await control.mode('head');
    expect(await changing.listPostsAt(at)).toMatchObject([{ settings: { clientRef: 'ref-1' } }]);
    expect(changing.traits).toEqual({
      statusRoute: 'present',
      readsAreLimited: false,
      listsSettings: true,
      generation: 'newer',
    });
    const told = learnt.length;
    await changing.promote(known);
    await changing.deletePost(postId);
    expect(learnt).toHaveLength(told);
    await changing.close();
  });

  it('made a new post where the known one was gone', async () => {
    await control.mode('2.11');
    const at = instant();
    const gone = { ...draft(at), postId: 'cmgoneforever' };
    expect(await troubleOf(acme.promote(gone))).toMatchObject({
      outcome: 'unknown',
      code: 'postiz_other_post_created',
    });
    const [post] = await acme.listPostsAt(at);
    expect(post).toMatchObject({ state: 'QUEUE' });
    await acme.deletePost(post?.id ?? '');
  });
});

it('deletes, whatever the version answers to that', async () => {
  const at = instant();
  const { postId } = await acme.createPost(draft(at));
  await acme.deletePost(postId);
  expect(await acme.listPostsAt(at)).toEqual([]);
  expect(await troubleOf(acme.deletePost(postId))).toMatchObject({
    outcome: 'unknown',
    code: 'postiz_server_error',
    status: 500,
  });
});

it('says why Postiz refuses', async () => {
  const foreign = draft(instant(), { integrationId: 'globex-mastodon' });
  expect(await troubleOf(acme.createPost(foreign))).toMatchObject({
    outcome: 'rejected',
    code: 'postiz_refused',
    upstreamMessage: expect.stringContaining('not found') as string,
  });
  expect(await troubleOf(acme.promote({ ...draft(), postId: 'unknownid' }))).toMatchObject({
    outcome: 'rejected',
    code: 'postiz_refused',
    status: 400,
  });
  const path = join(folder, 'text.mp4');
  await writeFile(path, 'no video');
  const text = { path, fileName: 'text.mp4', mimeType: 'video/mp4', bytes: 8 };
  expect(await troubleOf(acme.uploadMedia(text))).toMatchObject({
    outcome: 'rejected',
    code: 'postiz_refused',
  });
});

it('tells what is left of each hourly count, and every refusal', async () => {
  limits.length = 0;
  waits.length = 0;
  const at = instant();
  const { postId } = await acme.createPost(draft(at));
  await acme.listPostsAt(at);
  expect(limits).toEqual([['create', 200]]);
  await control.mode('2.11');
  await acme.listPostsAt(at);
  await acme.deletePost(postId);
  expect(limits.map(([endpoint]) => endpoint)).toEqual(['create', 'list', 'delete']);
  await control.fault({ operation: 'list', kind: 'status', times: 1, status: 429, retryAfter: 17 });
  expect(await troubleOf(acme.listPostsAt(at))).toMatchObject({ outcome: 'rejected_later' });
  expect(waits).toEqual([['list', 17_000]]);
});

describe('a lost answer to a create', () => {
  it('is unknown, and the draft is found by its instant', async () => {
    await control.fault({ operation: 'create', kind: 'drop-after', times: 1 });
    const at = instant();
    expect(await troubleOf(acme.createPost(draft(at)))).toMatchObject({
      outcome: 'unknown',
      code: 'postiz_connection_lost',
    });
    expect(await acme.listPostsAt(at)).toHaveLength(1);
  });

  it('is unknown also where nothing was created', async () => {
    await control.fault({ operation: 'create', kind: 'drop-before', times: 1 });
    const at = instant();
    expect(await troubleOf(acme.createPost(draft(at)))).toMatchObject({
      outcome: 'unknown',
      code: 'postiz_connection_lost',
    });
    expect(await acme.listPostsAt(at)).toEqual([]);
  });

  it('is unknown when Postiz hangs', async () => {
    await control.fault({ operation: 'create', kind: 'hang', times: 1 });
    const hasty = clientOf('sandbox-acme-key', 300);
    expect(await troubleOf(hasty.createPost(draft()))).toMatchObject({
      outcome: 'unknown',
      code: 'postiz_timeout',
    });
    await hasty.close();
  });
});

it.each([
  [{ status: 500 }, 'unknown', 'postiz_server_error'],
  [{ status: 502 }, 'unknown', 'postiz_server_error'],
  [{ status: 401, emptyBody: true }, 'unknown', 'postiz_server_error'],
  [{ status: 401 }, 'rejected', 'postiz_key_invalid'],
  [{ status: 402 }, 'rejected', 'postiz_plan_limit'],
  [{ status: 413 }, 'rejected', 'postiz_payload_too_large'],
  [{ status: 429, retryAfter: 17 }, 'rejected_later', 'postiz_rate_limited'],
])('a fault of %j is %s: %s', async (fault, outcome, code) => {
  await control.fault({ operation: 'create', kind: 'status', times: 1, ...fault });
  const error = await troubleOf(acme.createPost(draft()));
  expect(error).toMatchObject({ outcome, code, status: fault.status });
  expect(error.retryAfterMs).toBe('retryAfter' in fault ? 17_000 : undefined);
});
