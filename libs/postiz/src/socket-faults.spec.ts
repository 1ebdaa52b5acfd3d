import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { NewPost } from './new-post.ts';
import type { PostizClient, PostizClientOptions } from './postiz-client.ts';
import { clientFor, troubleOf } from './testing/client-for.ts';
import { httpAnswer, startRawServer, type RawServer } from './testing/raw-server.ts';

const post: NewPost = {
  type: 'draft',
  date: new Date('2027-01-10T10:00:00.137Z'),
  integrationId: 'int-1',
  content: 'hello',
  media: [],
  settings: {},
};

let server: RawServer;
let client: PostizClient;
const serve = async (
  onHead: (socket: Socket) => void,
  overrides: Partial<PostizClientOptions> = {},
): Promise<void> => {
  server = await startRawServer(onHead);
  client = clientFor(server.port, overrides);
};
afterEach(async () => {
  await client.close();
  await server.close();
});

const json = (body: unknown): Buffer =>
  httpAnswer('201 Created', JSON.stringify(body), ['content-type: application/json']);

describe('a call whose bytes were sent is of unknown outcome', () => {
  it.each<[string, string, (socket: Socket) => void]>([
    ['reset after the request', 'postiz_connection_lost', (socket) => socket.resetAndDestroy()],
    ['closed after the request', 'postiz_connection_lost', (socket) => socket.end()],
    [
      'cut in the middle of the answer',
      'postiz_connection_lost',
      (socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-length: 500\r\n\r\n[{"postId":'),
    ],
    [
      'cut in a chunked answer',
      'postiz_connection_lost',
      (socket) => socket.end('HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n5\r\n[{"po'),
    ],
    [
      'half JSON',
      'postiz_unexpected_answer',
      (socket) => socket.write(httpAnswer('201 Created', '[{"postId":"a"')),
    ],
    ['an empty 201', 'postiz_unexpected_answer', (socket) => socket.write(httpAnswer('201 Created', ''))],
    [
      'HTML with 200',
      'postiz_unexpected_answer',
      (socket) => socket.write(httpAnswer('200 OK', '<html></html>')),
    ],
    [
      'the post of another integration',
      'postiz_unexpected_answer',
      (socket) => socket.write(json([{ postId: 'p', integration: 'int-2' }])),
    ],
    ['no post', 'postiz_unexpected_answer', (socket) => socket.write(json([]))],
    [
      'two posts',
      'postiz_unexpected_answer',
      (socket) =>
        socket.write(
          json([
            { postId: 'p', integration: 'int-1' },
            { postId: 'q', integration: 'int-1' },
          ]),
        ),
    ],
    [
      'an id that is a path',
      'postiz_unexpected_answer',
      (socket) => socket.write(json([{ postId: '../users', integration: 'int-1' }])),
    ],
    ['no HTTP', 'postiz_unexpected_answer', (socket) => socket.write('220 mail.example.com ESMTP\r\n')],
    [
      'a gzip bomb, which is not opened',
      'postiz_unexpected_answer',
      (socket) =>
        socket.write(
          httpAnswer('201 Created', gzipSync(Buffer.alloc(20_000_000)), ['content-encoding: gzip']),
        ),
    ],
    [
      'endless headers',
      'postiz_unexpected_answer',
      (socket) => socket.write(`HTTP/1.1 201 Created\r\n${'x-a: b\r\n'.repeat(10_000)}`),
    ],
  ])('%s', async (_what, code, onHead) => {
    await serve(onHead);
    expect(await troubleOf(client.createPost(post))).toMatchObject({ outcome: 'unknown', code });
    expect(server.heads).toHaveLength(1);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['no answer', () => undefined],
    [
      'an answer that stops after its head',
      (socket) => socket.write('HTTP/1.1 201 Created\r\ncontent-length: 9\r\n\r\n[{'),
    ],
  ])('%s in time', async (_what, onHead) => {
    await serve(onHead, { timeouts: { writeMs: 300 } });
    expect(await troubleOf(client.createPost(post))).toMatchObject({
      outcome: 'unknown',
      code: 'postiz_timeout',
    });
    expect(server.heads).toHaveLength(1);
  });

  it('given up by the caller', async () => {
    const giveUp = new AbortController();
    await serve(() => giveUp.abort());
    expect(await troubleOf(client.createPost(post, giveUp.signal))).toMatchObject({
      outcome: 'unknown',
      code: 'postiz_cancelled',
    });
  });

  it('ended by close()', async () => {
    await serve(() => void client.close());
    expect(await troubleOf(client.createPost(post))).toMatchObject({
      outcome: 'unknown',
      code: 'postiz_cancelled',
    });
  });
});

it('reads at most 1 MiB of an answer of 50 MB', async () => {
  let written = 0;
  await serve((socket) => {
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50000000\r\n\r\n');
    const pump = (): void => {
      while (!socket.destroyed && written < 50_000_000) {
        written += chunk.length;
        if (!socket.write(chunk)) return void socket.once('drain', pump);
      }
    };
    pump();
  });
  const error = await troubleOf(client.listPosts(post.date, post.date));
  expect(error).toMatchObject({ outcome: 'unknown', code: 'postiz_answer_too_large' });
  expect(written).toBeLessThan(20_000_000);
});

// Postiz lists every occurrence of a recurring post up to the end of the window, under one id.
it('leaves out of one instant what is dated at another', async () => {
  const listed = (publishDate: string) => ({
    id: 'a',
    publishDate,
    state: 'QUEUE',
    integration: { id: 'int-1' },
  });
  const posts = [listed('2027-01-03T10:00:00.137Z'), listed('2027-01-10T10:00:00.137Z')];
  await serve((socket) => socket.write(httpAnswer('200 OK', JSON.stringify({ posts }))));
  expect(await client.listPosts(post.date, post.date)).toHaveLength(2);
  expect(await client.listPostsAt(post.date)).toMatchObject([{ publishDate: post.date }]);
});

it('follows no redirect', async () => {
  await serve((socket) =>
    socket.write(httpAnswer('307 Temporary Redirect', '', [`location: http://127.0.0.1:${server.port}/x`])),
  );
  expect(await troubleOf(client.isConnected())).toMatchObject({
    outcome: 'unknown',
    code: 'postiz_unexpected_answer',
    status: 307,
  });
  expect(server.heads).toHaveLength(1);
});

it('sends the raw key, below the path of the base URL, and asks for no compression', async () => {
  await serve((socket) => socket.write(httpAnswer('200 OK', '{"connected":true}')));
  expect(await client.isConnected()).toBe(true);
  expect(server.heads[0]).toMatch(/^GET \/api\/public\/v1\/is-connected HTTP\/1.1\r\n/);
  expect(server.heads[0]).toMatch(/^authorization: key-canary-4711\r$/m);
  expect(server.heads[0]).toMatch(/^accept-encoding: identity\r$/m);
});

it('keeps a connection for reading and opens a new one for what must not happen twice', async () => {
  await serve((socket) => socket.write(httpAnswer('200 OK', '{"connected":true}')));
  const calls = 6;
  for (let reads = 0; reads < calls; reads += 1) await client.isConnected();
  const before = server.connections();
  expect(before).toBeLessThan(calls);
  for (let changes = 0; changes < calls; changes += 1) await client.deletePost('a');
  expect(server.connections()).toBe(before + calls);
});

it('refuses a body beyond 100 KiB itself', async () => {
  await serve(() => undefined);
  const error = await troubleOf(client.createPost({ ...post, content: 'x'.repeat(102_400) }));
  expect(error).toMatchObject({ outcome: 'rejected', code: 'postiz_payload_too_large' });
  expect(server.heads).toHaveLength(0);
});
