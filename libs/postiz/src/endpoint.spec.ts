import type { Socket } from 'node:net';
import { endpointUsedBy, type PostizEndpoint, type PostizMethod } from './endpoint.ts';
import type { PostizClient, PostizClientOptions } from './postiz-client.ts';
import { clientFor, troubleOf } from './testing/client-for.ts';
import { aDraft } from './testing/a-draft.ts';
import { httpAnswer, startRawServer, type RawServer } from './testing/raw-server.ts';
import { unknownTraits, type PostizTraits } from './traits/postiz-traits.ts';

const current: PostizTraits = { ...unknownTraits, statusRoute: 'present', readsAreLimited: false };
const old: PostizTraits = { ...unknownTraits, statusRoute: 'absent', readsAreLimited: true };

it.each<[PostizMethod, inCurrent: PostizEndpoint | null, inOld: PostizEndpoint | null]>([
  ['isConnected', null, null],
  ['listIntegrations', null, null],
  ['listPosts', null, 'list'],
  ['listPostsAt', null, 'list'],
  ['uploadMedia', null, 'upload'],
  ['createPost', 'create', 'create'],
  ['promote', null, 'create'],
  ['demote', null, 'create'],
  ['deletePost', null, 'delete'],
])(
  '%s uses the count %j in current versions and %j in old ones; unknown ones are taken for old',
  (method, now, then) => {
    expect(endpointUsedBy(method, current)).toBe(now);
    expect(endpointUsedBy(method, old)).toBe(then);
    expect(endpointUsedBy(method, unknownTraits)).toBe(then);
  },
);

describe('a client', () => {
  const told: unknown[] = [];
  let server: RawServer;
  let client: PostizClient;
  const serve = async (answer: Buffer, options: Partial<PostizClientOptions> = {}): Promise<void> => {
    server = await startRawServer((socket: Socket) => socket.write(answer));
    client = clientFor(server.port, {
      onRateLimit: (endpoint, rateLimit) => told.push([endpoint, rateLimit]),
      onRateLimited: (endpoint, retryAfterMs) => told.push([endpoint, retryAfterMs]),
      ...options,
    });
  };
  beforeEach(() => told.splice(0));
  afterEach(async () => {
    await client.close();
    await server.close();
  });

  const draft = aDraft();
  const call: Readonly<Record<'create' | 'list' | 'delete' | 'none', () => Promise<unknown>>> = {
    create: () => client.createPost(draft),
    list: () => client.listPostsAt(draft.date),
    delete: () => client.deletePost(draft.postId),
    none: () => client.isConnected(),
  };

  it.each(['create', 'list', 'delete'] as const)(
    'tells the count of %s, and when it is used up',
    async (endpoint) => {
      const count = ['X-RateLimit-Limit: 90', 'X-RateLimit-Remaining: 89', 'X-RateLimit-Reset: 3600'];
      await serve(httpAnswer('400 Bad Request', '{"message":"no"}', count));
      await troubleOf(call[endpoint]());
      expect(told).toEqual([[endpoint, { limit: 90, remaining: 89, resetSeconds: 3600 }]]);
    },
  );

  it.each(['create', 'list', 'delete'] as const)('tells that %s is refused for a while', async (endpoint) => {
    await serve(httpAnswer('429 Too Many Requests', '{"statusCode":429}', ['retry-after: 3600']));
    expect(await troubleOf(call[endpoint]())).toMatchObject({
      outcome: 'rejected_later',
      retryAfterMs: 3_600_000,
    });
    expect(told).toEqual([[endpoint, 3_600_000]]);
  });

  it('tells a refusal without a wait as it is', async () => {
    await serve(httpAnswer('429 Too Many Requests', ''));
    await troubleOf(call.create());
    expect(told).toEqual([['create', undefined]]);
  });

  it('tells nothing of what belongs to no count', async () => {
    await serve(httpAnswer('429 Too Many Requests', '', ['retry-after: 60']));
    await troubleOf(call.none());
    expect(told).toEqual([]);
  });
});
