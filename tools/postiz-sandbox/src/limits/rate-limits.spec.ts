import { afterEach, describe, expect, it } from '@jest/globals';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
afterEach(() => test.stop());

const DATE = '2027-05-01T10:00:00.137Z';
const create = (json: unknown = test.body()) => test.api('POST', '/posts', { json });
const list = () => test.api('GET', `/posts?startDate=${DATE}&endDate=${DATE}`);
const remaining = async () => (await create()).headers['x-ratelimit-remaining'];

describe('the rate limit at head', () => {
  it('is 90 an hour unless it is set', async () => {
    test = await SandboxUnderTest.start({ apiLimitPerHour: undefined });
    expect((await create()).headers).toMatchObject({
      'x-ratelimit-limit': '90',
      'x-ratelimit-remaining': '89',
      'x-ratelimit-reset': '3600',
    });
  });

  it('counts refused requests, however many posts they hold, but neither 401 nor 413 nor broken JSON', async () => {
    test = await SandboxUnderTest.start({ apiLimitPerHour: 10 });
    const two = { ...test.body(), posts: [...test.body().posts, ...test.body().posts] };
    expect((await create(two)).headers['x-ratelimit-remaining']).toBe('9');
    expect((await create({})).headers['x-ratelimit-remaining']).toBe('8');
    await create({ filling: 'x'.repeat(103_000) });
    await test.api('POST', '/posts', { raw: '{', headers: { 'content-type': 'application/json' } });
    await test.api('POST', '/posts', { json: {}, headers: { authorization: 'wrong' } });
    expect(await remaining()).toBe('7');
  });

  it('blocks creation for an hour from the first refusal, with Retry-After only; the rest goes on', async () => {
    test = await SandboxUnderTest.start({ apiLimitPerHour: 1 });
    const id = await test.create();
    test.time.advance(30 * 60_000);
    const refused = await create();
    expect([refused.status, refused.body]).toEqual([
      429,
      { statusCode: 429, message: 'ThrottlerException: Too Many Requests' },
    ]);
    expect(refused.headers['retry-after']).toBe('3600');
    expect(Object.keys(refused.headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
    test.time.advance(59 * 60_000);
    expect((await create()).headers['retry-after']).toBe('60');
    const others = [
      await list(),
      await test.promote(id),
      await test.upload(),
      await test.api('DELETE', `/posts/${id}`),
    ];
    expect(others.map(({ status }) => status)).toEqual([200, 200, 201, 200]);
    expect(others[0]?.headers['x-ratelimit-limit']).toBeUndefined();
    test.time.advance(60_000);
    expect((await create()).status).toBe(201);
  });

  it('belongs to one organisation and survives a restart', async () => {
    test = await SandboxUnderTest.start({ apiLimitPerHour: 1 });
    await test.create();
    expect((await create()).status).toBe(429);
    await test.create({ integration: 'globex-mastodon', key: 'sandbox-globex-key' });
    await test.restart();
    expect((await create()).status).toBe(429);
  });
});

describe('the rate limit of 2.11', () => {
  it('is 30 an hour for each endpoint of posts and uploads', async () => {
    test = await SandboxUnderTest.start({ apiLimitPerHour: undefined });
    await test.control('POST', '/mode', { version: '2.11' });
    const replies = [await create(), await list(), await test.api('DELETE', '/posts/x'), await test.upload()];
    expect(replies.map(({ headers }) => headers['x-ratelimit-remaining'])).toEqual(['29', '29', '29', '29']);
    expect((await test.api('GET', '/integrations')).headers['x-ratelimit-limit']).toBeUndefined();
  });

  it('is forgotten at a restart', async () => {
    test = await SandboxUnderTest.start({ apiLimitPerHour: 1 });
    await test.control('POST', '/mode', { version: '2.11' });
    await list();
    expect((await list()).status).toBe(429);
    await test.restart();
    expect((await list()).status).toBe(200);
  });
});
