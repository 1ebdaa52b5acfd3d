import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { systemRuntime } from '@clipcast/kernel';
import type { PostizCallCode } from './postiz-call-error.ts';
import type { PostizClient } from './postiz-client.ts';
import { aDraft } from './testing/a-draft.ts';
import { clientFor, troubleOf } from './testing/client-for.ts';
import { httpAnswer, startRawServer, type RawServer } from './testing/raw-server.ts';
import type { PostizTimeouts } from './timeouts.ts';
import { unknownTraits } from './traits/postiz-traits.ts';

/** What a Postiz that is broken, hostile or none at all may answer with a success; a write may have been done by it. */
let folder: string;
let server: RawServer;
let client: PostizClient;
const serve = async (
  onHead: (socket: Socket) => void,
  timeouts: Partial<PostizTimeouts> = {},
): Promise<void> => {
  server = await startRawServer(onHead);
  client = clientFor(server.port, { timeouts });
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipcast-hostile-'));
  await writeFile(join(folder, 'clip.mp4'), 'clip');
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await client.close();
  await server.close();
});

const media = () => ({
  path: join(folder, 'clip.mp4'),
  fileName: 'clip.mp4',
  mimeType: 'video/mp4',
  bytes: 4,
});
const draft = aDraft();
const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  isConnected: () => client.isConnected(),
  listIntegrations: () => client.listIntegrations(),
  listPostsAt: () => client.listPostsAt(draft.date),
  uploadMedia: () => client.uploadMedia(media()),
  createPost: () => client.createPost(draft),
  promote: () => client.promote(draft),
  demote: () => client.demote(draft),
  deletePost: () => client.deletePost('post-1'),
};
const names = Object.keys(calls);

const whole =
  (body: string | Buffer, ...headers: string[]) =>
  (socket: Socket) =>
    void socket.write(httpAnswer('200 OK', body, headers));
const SIZE = 50_000_000;
const SHORT = { readMs: 1_000, writeMs: 1_000, uploadStallMs: 1_000 };

/** Writes as long as somebody reads. */
function flood(socket: Socket): void {
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${SIZE}\r\n\r\n`);
  const pump = (): void => {
    while (!socket.destroyed && socket.bytesWritten < SIZE) {
      if (!socket.write(chunk)) return void socket.once('drain', pump);
    }
  };
  pump();
}

/** One byte after the other, for ever. */
async function drip(socket: Socket): Promise<void> {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n');
  while (!socket.destroyed) {
    socket.write(' ');
    await systemRuntime.timers.sleep(50);
  }
}

const hostile: [what: string, code: PostizCallCode, onHead: (socket: Socket) => void][] = [
  [
    'HTML with 200',
    'postiz_unexpected_answer',
    whole('<!doctype html><title>Postiz</title>', 'content-type: text/html'),
  ],
  [
    'HTML that says it is JSON',
    'postiz_unexpected_answer',
    whole('<html></html>', 'content-type: application/json'),
  ],
  ['half a JSON text', 'postiz_unexpected_answer', whole('{"id":"post-1","state":"QU')],
  ['nothing, with 200', 'postiz_unexpected_answer', whole('')],
  [
    'nothing, with 204',
    'postiz_unexpected_answer',
    (socket) => void socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
  ],
  ['null', 'postiz_unexpected_answer', whole('null')],
  ['a number', 'postiz_unexpected_answer', whole('7')],
  ['a text', 'postiz_unexpected_answer', whole('"ok"')],
  ['JSON nested without end', 'postiz_unexpected_answer', whole('['.repeat(100_000))],
  [
    'gzip that nobody asked for',
    'postiz_unexpected_answer',
    whole(gzipSync('{"connected":true}'), 'content-encoding: gzip'),
  ],
  ['50 MB', 'postiz_answer_too_large', flood],
  ['one byte after the other', 'postiz_timeout', (socket) => void drip(socket)],
  [
    'a redirect',
    'postiz_unexpected_answer',
    (socket) => void socket.write(httpAnswer('302 Found', '', ['location: /login'])),
  ],
];

describe.each(hostile)('%s', (_what, code, onHead) => {
  it.each(names)('leaves %s unknown, and teaches nothing', async (name) => {
    await serve(onHead, code === 'postiz_timeout' ? SHORT : {});
    expect(await troubleOf(calls[name]?.() ?? Promise.resolve())).toMatchObject({ outcome: 'unknown', code });
    expect(server.heads).toHaveLength(1);
    expect(client.traits).toEqual(unknownTraits);
  });
});

const ODD_IDS = [
  '../users',
  'a/b',
  'a\nb',
  'a\r\nx: y',
  'a?b=c',
  'a%2fb',
  '',
  ' ',
  'x'.repeat(129),
  7,
  null,
  {},
  ['a'],
];

describe.each(ODD_IDS.map((id) => [JSON.stringify(id), id] as const))('the post id %s', (_text, id) => {
  it('is none for a post that was created', async () => {
    await serve(whole(JSON.stringify([{ postId: id, integration: 'int-1' }])));
    expect(await troubleOf(client.createPost(draft))).toMatchObject({ outcome: 'unknown' });
  });

  it('is none for a post that is listed, so the list proves nothing', async () => {
    const publishDate = draft.date.toISOString();
    const row = { publishDate, state: 'DRAFT', integration: { id: 'int-1' } };
    await serve(
      whole(
        JSON.stringify({
          posts: [
            { ...row, id: 'post-1' },
            { ...row, id },
          ],
        }),
      ),
    );
    expect(await troubleOf(client.listPostsAt(draft.date))).toMatchObject({ outcome: 'unknown' });
  });

  it('is none that a call is made with', async () => {
    await serve(whole('{}'));
    if (typeof id !== 'string') return;
    expect(await troubleOf(client.deletePost(id))).toMatchObject({ outcome: 'rejected' });
    expect(await troubleOf(client.promote({ ...draft, postId: id }))).toMatchObject({ outcome: 'rejected' });
    expect(server.heads).toHaveLength(0);
  });
});

describe('a list with a row twice', () => {
  const row = (state: string, id = 'post-1') => ({
    id,
    state,
    publishDate: draft.date.toISOString(),
    integration: { id: 'int-1' },
  });

  // Whoever keeps one of several drafts and deletes the others would delete the one he keeps.
  it('shows it once', async () => {
    await serve(whole(JSON.stringify({ posts: [row('DRAFT'), row('DRAFT', 'post-2'), row('DRAFT')] })));
    expect(await client.listPostsAt(draft.date)).toMatchObject([{ id: 'post-1' }, { id: 'post-2' }]);
  });

  it.each([
    ['DRAFT', 'QUEUE', 'QUEUE'],
    ['PUBLISHED', 'DRAFT', 'PUBLISHED'],
  ])('once as %s and once as %s takes it for %s', async (first, second, state) => {
    await serve(whole(JSON.stringify({ posts: [row(first), row(second)] })));
    expect(await client.listPostsAt(draft.date)).toMatchObject([{ id: 'post-1', state }]);
  });
});

it('an upload is not understood with an odd id or path', async () => {
  await serve(whole(JSON.stringify({ id: 'm\n1', path: 'https://cdn.example.com/x.mp4' })));
  expect(await troubleOf(client.uploadMedia(media()))).toMatchObject({ outcome: 'unknown' });
});

it('reads at most a little more than 1 MiB of what it gets', async () => {
  let written = 0;
  await serve((socket) => {
    flood(socket);
    socket.on('close', () => (written = socket.bytesWritten));
  });
  await troubleOf(client.createPost(draft));
  while (written === 0) await systemRuntime.timers.sleep(10);
  // What lies in the buffers of both ends comes on top.
  expect(written).toBeLessThan(20_000_000);
});

it('tolerates fields it does not know, wherever they are', async () => {
  const more = { more: { of: ['this'] } };
  const answers = [
    { connected: true, ...more },
    [{ id: 'int-1', identifier: 'x', name: 'Acme', ...more }],
    { posts: [], ...more },
    { id: 'm1', path: 'https://cdn.example.com/x.mp4', ...more },
    [{ postId: 'post-1', integration: 'int-1', ...more }],
    { id: 'post-1', state: 'QUEUE', ...more },
    { id: 'post-1', state: 'DRAFT', ...more },
    { error: true, ...more },
  ];
  await serve(
    (socket) => void socket.write(httpAnswer('200 OK', JSON.stringify(answers[server.heads.length - 1]))),
  );
  for (const name of names) await calls[name]?.();
  expect(server.heads).toHaveLength(names.length);
});
