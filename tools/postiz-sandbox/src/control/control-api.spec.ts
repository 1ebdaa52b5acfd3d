import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeAll(async () => {
  test = await SandboxUnderTest.start();
});
afterAll(() => test.stop());

const channel = { id: 'm', name: 'M', identifier: 'mastodon' };
const withKey = (authorization: string) => ({ headers: { authorization } });

describe('POST /sandbox/organisations', () => {
  it('makes a tenant that can be used at once', async () => {
    const made = await test.control('POST', '/organisations', {
      name: 'one',
      key: 'one-key',
      integrations: [channel],
    });
    expect([made.status, made.body]).toEqual([
      201,
      { name: 'one', integrations: [expect.objectContaining(channel)] },
    ]);
    expect(made.text).not.toContain('one-key');
    expect((await test.api('GET', '/integrations', withKey('one-key'))).body).toEqual([
      expect.objectContaining(channel),
    ]);
  });

  it('gives a known one a new key, and the old key is void at once', async () => {
    await test.control('POST', '/organisations', { name: 'two', key: 'old', integrations: [channel] });
    await test.control('POST', '/organisations', { name: 'two', key: 'new', integrations: [channel] });
    expect((await test.api('GET', '/is-connected', withKey('old'))).status).toBe(401);
    expect((await test.api('GET', '/is-connected', withKey('new'))).status).toBe(200);
  });

  it('does not let two organisations share a key', async () => {
    const reply = await test.control('POST', '/organisations', {
      name: 'x',
      key: 'sandbox-acme-key',
      integrations: [],
    });
    expect(reply.status).toBe(409);
  });
});

describe('GET /sandbox/posts', () => {
  it('answers exactly the promised fields, deleted posts included', async () => {
    const id = await test.create();
    await test.api('DELETE', `/posts/${id}`);
    expect(await test.judged()).toEqual([
      {
        id,
        organisation: 'acme',
        integrationId: 'acme-mastodon',
        content: 'A clip',
        state: 'DELETED',
        publishDate: test.time.inMs(60_000),
        publishedAt: null,
        publications: 0,
        mediaSha256: null,
        createdAt: test.time.inMs(0),
      },
    ]);
    expect((await test.control('GET', '/posts?organisation=globex')).body).toEqual({ items: [] });
    expect((await test.control('GET', '/posts?organisation=nobody')).status).toBe(404);
  });
});

describe('wrong input', () => {
  it.each([
    ['/organisations', { name: 'x', key: 'k', integrations: [], extra: 1 }, ''],
    ['/organisations', { name: '', key: 'k', integrations: [] }, 'name'],
    ['/organisations', { name: 'x', key: 'k', integrations: [channel, channel] }, 'integrations'],
    ['/faults', { operation: 'create', kind: 'explode' }, 'kind'],
    ['/faults', { operation: 'publish', kind: 'hang' }, 'kind'],
    ['/faults', { operation: 'create', kind: 'error' }, 'kind'],
    ['/faults', { operation: 'create', kind: 'hang', times: 0 }, 'times'],
    ['/faults', { operation: 'create', kind: 'hang', often: 1 }, ''],
    ['/mode', { version: '3' }, 'version'],
    ['/mode', { version: 'head', more: true }, ''],
  ])('POST %s %j is refused with its path', async (path, json, problem) => {
    const reply = await test.control('POST', path, json);
    expect([reply.status, reply.body]).toEqual([
      400,
      { error: expect.any(String), problems: [{ path: problem, message: expect.any(String) }] },
    ]);
  });

  it('leaves no fault behind', async () => {
    expect((await test.control('GET', '/faults')).body).toEqual({ items: [] });
  });
});
