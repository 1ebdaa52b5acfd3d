import type { Socket } from 'node:net';
import { systemRuntime, type Runtime } from '@clipcast/kernel';
import type { PostizClient, PostizClientOptions } from './postiz-client.ts';
import { aDraft } from './testing/a-draft.ts';
import { clientFor, troubleOf } from './testing/client-for.ts';
import { httpAnswer, startRawServer, type RawServer } from './testing/raw-server.ts';
import type { PostizTimeouts } from './timeouts.ts';
import { unknownTraits, type PostizTraits } from './traits/postiz-traits.ts';

let server: RawServer;
let client: PostizClient;
const learnt: PostizTraits[] = [];
type Answers = Readonly<Record<'PUT' | 'POST', (socket: Socket) => void>>;
const serve = async (answers: Answers, overrides: Partial<PostizClientOptions> = {}): Promise<void> => {
  server = await startRawServer((socket, head) => answers[head.startsWith('PUT') ? 'PUT' : 'POST'](socket));
  client = clientFor(server.port, { onTraits: (traits) => learnt.push(traits), ...overrides });
};
beforeEach(() => learnt.splice(0));
afterEach(async () => {
  await client.close();
  await server.close();
});

const answer = (status: string, body: unknown) => (socket: Socket) =>
  void socket.write(httpAnswer(status, typeof body === 'string' ? body : JSON.stringify(body)));
const notFound = (message: string) =>
  answer('404 Not Found', { message, error: 'Not Found', statusCode: 404 });
const routeMissing = notFound('Cannot PUT /public/v1/posts/post-1/status');
const promoted = answer('200 OK', { id: 'post-1', state: 'QUEUE' });
const sentAgain = answer('201 Created', [{ postId: 'post-1', integration: 'int-1' }]);
const methods = (): (string | undefined)[] => server.heads.map((head) => head.split(' ')[0]);

it('uses the status route where it is, and remembers that', async () => {
  await serve({ PUT: promoted, POST: sentAgain });
  await client.promote(aDraft());
  await client.promote(aDraft());
  expect(methods()).toEqual(['PUT', 'PUT']);
  expect(learnt).toEqual([{ ...unknownTraits, statusRoute: 'present' }]);
});

// A proxy may have taken the prefix of the base URL away before Postiz saw the request, or not.
it.each(['/public/v1', '/api/public/v1'])(
  'goes on by the known id where there is none below %s',
  async (prefix) => {
    await serve({ PUT: notFound(`Cannot PUT ${prefix}/posts/post-1/status`), POST: sentAgain });
    await client.promote(aDraft());
    await client.promote(aDraft());
    await client.demote(aDraft());
    expect(methods()).toEqual(['PUT', 'POST', 'POST', 'POST']);
    expect(learnt).toEqual([{ ...unknownTraits, statusRoute: 'absent' }]);
  },
);

it('does not ask for a route that is remembered as missing', async () => {
  await serve({ PUT: promoted, POST: sentAgain }, { traits: { ...unknownTraits, statusRoute: 'absent' } });
  await client.promote(aDraft());
  expect(methods()).toEqual(['POST']);
});

it('learns that a route is gone again after an upgrade was taken back', async () => {
  await serve(
    { PUT: routeMissing, POST: sentAgain },
    { traits: { ...unknownTraits, statusRoute: 'present' } },
  );
  await client.promote(aDraft());
  expect(methods()).toEqual(['PUT', 'POST']);
  expect(learnt).toMatchObject([{ statusRoute: 'absent' }]);
});

it.each<[string, (socket: Socket) => void, string]>([
  ['about the post', notFound('Post not found'), 'postiz_not_found'],
  ['about another method', notFound('Cannot GET /public/v1/posts/post-1/status'), 'postiz_not_found'],
  ['about another post', notFound('Cannot PUT /public/v1/posts/post-2/status'), 'postiz_not_found'],
  ['of another path', notFound('Cannot PUT /login'), 'postiz_not_found'],
  [
    'written by hand',
    answer('404 Not Found', { msg: 'Cannot PUT /public/v1/posts/post-1/status' }),
    'postiz_not_found',
  ],
  [
    'of a proxy',
    answer('404 Not Found', '<html>Cannot PUT /public/v1/posts/post-1/status</html>'),
    'postiz_unexpected_answer',
  ],
  [
    'with another status',
    answer('400 Bad Request', {
      message: 'Cannot PUT /public/v1/posts/post-1/status',
      error: 'Not Found',
      statusCode: 404,
    }),
    'postiz_refused',
  ],
])('takes no 404 %s for a missing route', async (_what, PUT, code) => {
  await serve({ PUT, POST: sentAgain });
  expect(await troubleOf(client.promote(aDraft()))).toMatchObject({ code });
  expect(methods()).toEqual(['PUT']);
  expect(client.traits.statusRoute).not.toBe('absent');
});

it('knows the route by its refusal too', async () => {
  const refusal = { message: 'Post not found', error: 'Bad Request', statusCode: 400 };
  await serve({ PUT: answer('400 Bad Request', refusal), POST: sentAgain });
  expect(await troubleOf(client.promote(aDraft()))).toMatchObject({
    outcome: 'rejected',
    code: 'postiz_refused',
  });
  expect(learnt).toEqual([{ ...unknownTraits, statusRoute: 'present' }]);
});

it.each<[string, (socket: Socket) => void, Partial<PostizTimeouts>?]>([
  ['lost', (socket) => socket.resetAndDestroy()],
  ['late', () => undefined, { writeMs: 1_000 }],
  ['a server error', answer('500 Internal Server Error', { statusCode: 500, message: 'x' })],
  ['HTML', answer('200 OK', '<html></html>')],
  ['about another post', answer('200 OK', { id: 'post-2', state: 'QUEUE' })],
  ['another state', answer('200 OK', { id: 'post-1', state: 'DRAFT' })],
])('sends nothing more when the answer is %s', async (_what, PUT, timeouts = {}) => {
  await serve({ PUT, POST: sentAgain }, { timeouts });
  expect(await troubleOf(client.promote(aDraft()))).toMatchObject({ outcome: 'unknown' });
  expect(methods()).toEqual(['PUT']);
  expect(learnt).toEqual([]);
});

it.each<[string, unknown, string]>([
  ['another post', [{ postId: 'post-2', integration: 'int-1' }], 'postiz_other_post_created'],
  ['another integration', [{ postId: 'post-1', integration: 'int-2' }], 'postiz_unexpected_answer'],
  ['no post', [], 'postiz_unexpected_answer'],
])('is unknown when the answer to the known id names %s', async (_what, body, code) => {
  await serve({ PUT: routeMissing, POST: answer('201 Created', body) });
  expect(await troubleOf(client.promote(aDraft()))).toMatchObject({ outcome: 'unknown', code });
  expect(methods()).toEqual(['PUT', 'POST']);
});

describe('the time it has', () => {
  const ahead = { ms: 0 };
  const runtime: Runtime = {
    ...systemRuntime,
    clock: { ...systemRuntime.clock, monotonicMs: () => systemRuntime.clock.monotonicMs() + ahead.ms },
  };
  const promote = async (pauseMs: number, withinMs?: number) => {
    ahead.ms = 0;
    const PUT = (socket: Socket): void => {
      ahead.ms = pauseMs;
      routeMissing(socket);
    };
    await serve({ PUT, POST: sentAgain }, { runtime });
    return client.promote(aDraft(), undefined, withinMs === undefined ? {} : { withinMs });
  };

  it('is enough for both ways', async () => {
    await promote(4_000, 9_000);
    expect(methods()).toEqual(['PUT', 'POST']);
  });

  it.each([
    [10_000, 9_000],
    [21_000, undefined],
    [21_000, 100_000],
  ])('is one for both ways: after %p ms of %p nothing more leaves', async (pauseMs, withinMs) => {
    expect(await troubleOf(promote(pauseMs, withinMs))).toMatchObject({
      outcome: 'not_sent',
      code: 'postiz_timeout',
    });
    expect(methods()).toEqual(['PUT']);
    expect(learnt).toMatchObject([{ statusRoute: 'absent' }]);
  });
});

it('takes no id that a path could stumble over, in either way', async () => {
  await serve({ PUT: promoted, POST: sentAgain }, { traits: { ...unknownTraits, statusRoute: 'absent' } });
  const odd = client.promote(aDraft({ postId: '../users' }));
  expect(await troubleOf(odd)).toMatchObject({ outcome: 'rejected', code: 'postiz_refused' });
  expect(methods()).toEqual([]);
});
