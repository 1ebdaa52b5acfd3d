import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, systemRuntime } from '@clipcast/kernel';
import { startSandbox, type RunningSandbox } from '@clipcast/postiz-sandbox';
import { createEgressPolicy } from '../egress/egress-policy.ts';
import { PostizCallError } from '../postiz-call-error.ts';
import { PostizClient } from '../postiz-client.ts';
import { aPicture, aPost, aVideo } from '../testing/a-post.ts';
import { sandboxControl } from '../testing/sandbox-control.ts';
import type { CheckedPost } from './checked-post.ts';
import { postProblems } from './post-problems.ts';

const NETWORKS = ['youtube', 'tiktok', 'instagram', 'x', 'bluesky', 'mastodon', 'threads'];

let folder: string;
let sandbox: RunningSandbox;
let client: PostizClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipcast-rules-'));
  sandbox = await startSandbox({
    port: 0,
    host: '127.0.0.1',
    dataDir: join(folder, 'sandbox'),
    runtime: systemRuntime,
    apiLimitPerHour: 10_000,
  });
  const key = 'sandbox-rules-key';
  const integrations = NETWORKS.map((identifier) => ({
    id: `rules-${identifier}`,
    name: identifier,
    identifier,
  }));
  await sandboxControl(sandbox.url).organisation({ name: 'rules', key, integrations });
  client = new PostizClient({
    baseUrl: sandbox.url,
    apiKey: new Secret(key),
    runtime: systemRuntime,
    egress: createEgressPolicy({ allow: [`127.0.0.1:${sandbox.port}`] }),
  });
});
afterAll(async () => {
  await client.close();
  await sandbox.close();
  await rm(folder, { recursive: true });
});

/** Whether the sandbox takes it, scheduled a day ahead so that nothing is published. */
async function isTaken({ identifier, settings, content, media }: CheckedPost): Promise<boolean> {
  const date = new Date(systemRuntime.clock.now().getTime() + 86_400_000);
  const uploaded = media.map(({ fileName }) => ({
    id: fileName,
    path: `https://cdn.example.com/${fileName}`,
  }));
  const integrationId = `rules-${identifier}`;
  return client
    .createPost({ type: 'schedule', date, integrationId, content, media: uploaded, settings })
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof PostizCallError && error.outcome === 'rejected') return false;
        throw error;
      },
    );
}

const changes: readonly (readonly [what: string, change: (post: CheckedPost) => CheckedPost])[] = [
  ['as it is', (post) => post],
  ['without settings', (post) => ({ ...post, settings: {} })],
  [
    'with a wrong setting',
    (post) => ({ ...post, settings: { ...post.settings, title: 'x', post_type: 'reel' } }),
  ],
  ['without media', (post) => ({ ...post, media: [] })],
  ['with a picture', (post) => ({ ...post, media: [aPicture()] })],
  ['with a video and a picture', (post) => ({ ...post, media: [aVideo(), aPicture()] })],
  ['with two videos', (post) => ({ ...post, media: [aVideo(), aVideo()] })],
  ['with eleven pictures', (post) => ({ ...post, media: Array.from({ length: 11 }, () => aPicture()) })],
  ['with an ending in capitals', (post) => ({ ...post, media: [aVideo({ fileName: 'clip.MP4' })] })],
  ['with neither text nor media', (post) => ({ ...post, content: '<p></p>', media: [] })],
  ['with 250 characters', (post) => ({ ...post, content: 'x'.repeat(250) })],
  ['with 6,000 characters', (post) => ({ ...post, content: 'x'.repeat(6_000) })],
];

it.each(changes)('a post %s is judged as the sandbox judges it', async (_what, change) => {
  const verdicts = await Promise.all(
    NETWORKS.map(async (identifier) => {
      const post = change(aPost(identifier, { isPremium: false }));
      return { identifier, passes: postProblems(post).length === 0, isTaken: await isTaken(post) };
    }),
  );
  expect(verdicts.filter(({ passes, isTaken: taken }) => passes !== taken)).toEqual([]);
});
