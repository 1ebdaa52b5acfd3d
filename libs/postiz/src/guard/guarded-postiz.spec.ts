import { stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { systemRuntime } from '@clipcast/kernel';
import type { PostizClient } from '../postiz-client.ts';
import { aDraft } from '../testing/a-draft.ts';
import { clientFor, troubleOf } from '../testing/client-for.ts';
import { httpAnswer, startRawServer, type RawServer } from '../testing/raw-server.ts';
import { CallGuard } from './call-guard.ts';
import { GuardedPostiz } from './guarded-postiz.ts';

let server: RawServer;
let client: PostizClient;
let postiz: GuardedPostiz;
const serve = async (onHead: (socket: Socket, head: string) => void): Promise<void> => {
  server = await startRawServer(onHead);
  client = clientFor(server.port);
  postiz = new GuardedPostiz(client, new CallGuard(systemRuntime));
};
afterEach(async () => {
  await client.close();
  await server.close();
});

const answer = (status: string, body: unknown) => (socket: Socket) =>
  void socket.write(httpAnswer(status, JSON.stringify(body)));

const media = { path: import.meta.filename, fileName: 'a.mp4', mimeType: 'video/mp4', bytes: 1 };
const from = new Date('2027-01-10T10:00:00.137Z');
const calls: [string, () => Promise<unknown>][] = [
  ['isConnected', () => postiz.isConnected()],
  ['listIntegrations', () => postiz.listIntegrations()],
  ['listPosts', () => postiz.listPosts(from, from)],
  ['listPostsAt', () => postiz.listPostsAt(from)],
  ['uploadMedia', () => postiz.uploadMedia(media)],
  ['createPost', () => postiz.createPost(aDraft())],
  ['promote', () => postiz.promote(aDraft())],
  ['demote', () => postiz.demote(aDraft())],
  ['deletePost', () => postiz.deletePost('post-1')],
];

it.each(calls)('%s is not made while the breaker is open', async (_name, call) => {
  await serve(answer('500 Internal Server Error', { statusCode: 500, message: 'Internal server error' }));
  for (let made = 0; made < 10; made += 1) await troubleOf(postiz.isConnected());
  const before = server.heads.length;
  expect(await troubleOf(call())).toMatchObject({ outcome: 'not_sent', code: 'postiz_circuit_open' });
  expect(server.heads).toHaveLength(before);
  expect(postiz.guardState()).toMatchObject({ breaker: 'open' });
});

it('answers what the client answers, and knows what it knows', async () => {
  await serve(answer('200 OK', { id: 'post-1', state: 'QUEUE' }));
  await postiz.promote(aDraft());
  expect(postiz.traits.statusRoute).toBe('present');
  expect(postiz.guardState()).toMatchObject({ breaker: 'closed', callsCounted: 1, failuresCounted: 0 });
  expect(postiz.mayRetry()).toBe(true);
});

it('does not begin a promotion whose time is over', async () => {
  await serve(answer('200 OK', { id: 'post-1', state: 'QUEUE' }));
  const late = postiz.promote(aDraft(), undefined, { withinMs: 0 });
  expect(await troubleOf(late)).toMatchObject({ outcome: 'not_sent', code: 'postiz_timeout' });
  expect(server.connections()).toBe(0);
});

// A caller may give its time as a signal; that it ran out says the same as a time limit of the client.
it('counts a call whose signal ran out of time as a failure', async () => {
  await serve(() => undefined);
  const error = await troubleOf(postiz.isConnected(systemRuntime.timers.deadline(1_000)));
  expect(error).toMatchObject({ outcome: 'unknown', code: 'postiz_timeout' });
  expect(postiz.guardState()).toMatchObject({ failuresCounted: 1 });
});

it('leaves room for other calls beside uploads that hang', async () => {
  await serve(() => undefined);
  const hanging = new AbortController();
  const { size } = await stat(media.path);
  const upload = () => troubleOf(postiz.uploadMedia({ ...media, bytes: size }, hanging.signal));
  const uploads = [upload(), upload(), upload(), upload()];
  while (server.heads.length < 2) await systemRuntime.timers.sleep(5);
  expect(postiz.guardState()).toMatchObject({ inFlight: 2, waiting: 2 });
  hanging.abort();
  await Promise.all(uploads);
  expect(server.heads).toHaveLength(2);
});
