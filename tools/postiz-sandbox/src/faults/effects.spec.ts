import { systemRuntime } from '@clipcast/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const arm = (fault: object) => test.control('POST', '/faults', { times: 1, ...fault });
const create = () => test.api('POST', '/posts', { json: test.body() });
const found = async () => (await test.judged()).length;
const cut = /ECONNRESET|hang up/;

describe('an answer that does not tell what was done', () => {
  it('"status" with effect: 500, and the post is there', async () => {
    await arm({ operation: 'create', kind: 'status', status: 500, effect: true });
    expect((await create()).body).toEqual({ statusCode: 500, message: 'Internal server error' });
    expect(await found()).toBe(1);
  });

  it('"no-effect" on a creation: 201 with an id that does not exist', async () => {
    await arm({ operation: 'create', kind: 'no-effect' });
    const reply = await create();
    expect([reply.status, reply.body]).toEqual([
      201,
      [{ postId: expect.stringMatching(/^cm/), integration: 'acme-mastodon' }],
    ]);
    expect(await found()).toBe(0);
  });

  it('"no-effect" on a promotion, a deletion and an upload changes nothing either', async () => {
    const id = await test.create();
    for (const operation of ['status', 'delete', 'upload']) await arm({ operation, kind: 'no-effect' });
    expect((await test.promote(id)).body).toEqual({ id, state: 'QUEUE' });
    expect((await test.api('DELETE', `/posts/${id}`)).status).toBe(200);
    expect(await test.judgedPost(id)).toMatchObject({ state: 'DRAFT' });
    const { name } = await test.uploadClip();
    expect((await test.control('GET', `/media/${name}`)).status).toBe(404);
  });

  it('"no-effect" still refuses what Postiz refuses', async () => {
    await arm({ operation: 'create', kind: 'no-effect' });
    expect((await test.api('POST', '/posts', { json: {} })).status).toBe(400);
  });

  it('"twice" on a creation: two posts, and the answer knows of one', async () => {
    await arm({ operation: 'create', kind: 'twice' });
    const reply = await create();
    expect(reply.body).toHaveLength(1);
    const posts = await test.judged();
    expect(posts).toHaveLength(2);
    expect(reply.text).toContain(posts[0]?.id);
    expect(reply.text).not.toContain(posts[1]?.id);
  });

  it('"twice" on a deletion: what is gone already is no trouble', async () => {
    const id = await test.create();
    await arm({ operation: 'delete', kind: 'twice' });
    expect((await test.api('DELETE', `/posts/${id}`)).body).toEqual({ error: true });
  });

  it('"hang" with effect does the work and never answers', async () => {
    await arm({ operation: 'create', kind: 'hang', effect: true });
    const signal = systemRuntime.timers.deadline(300);
    await expect(test.api('POST', '/posts', { json: test.body(), signal })).rejects.toThrow(/abort/i);
    await eventually(async () => {
      expect(await found()).toBe(1);
    });
  });
});

describe('"late-commit"', () => {
  it('of a promotion: held past the instant of the post, then carried out, and it goes out a second time', async () => {
    const date = test.time.inMs(60_000);
    const id = await test.create({ date });
    await arm({ operation: 'status', kind: 'late-commit', delayMs: 300_000 });
    await expect(test.promote(id)).rejects.toThrow(cut);
    expect((await test.promote(id)).status).toBe(200);
    await eventually(async () => {
      test.time.advance(10_000);
      expect(await test.judgedPost(id)).toMatchObject({ state: 'PUBLISHED', publications: 1 });
    });
    await eventually(async () => {
      test.time.advance(60_000);
      expect(await test.judgedPost(id)).toMatchObject({ publications: 2 });
    });
  });

  it('of a deletion: the post is there until then', async () => {
    const id = await test.create();
    await arm({ operation: 'delete', kind: 'late-commit', delayMs: 5_000 });
    await expect(test.api('DELETE', `/posts/${id}`)).rejects.toThrow(cut);
    expect(await test.judgedPost(id)).toMatchObject({ state: 'DRAFT' });
    await eventually(async () => {
      test.time.advance(5_000);
      expect(await test.judgedPost(id)).toMatchObject({ state: 'DELETED' });
    });
  });
});

it('a status that Postiz itself gives is counted against the limit, one that a proxy gives is not', async () => {
  await arm({ operation: 'create', kind: 'status', status: 502 });
  expect((await create()).headers['x-ratelimit-remaining']).toBeUndefined();
  await arm({ operation: 'create', kind: 'status', status: 500 });
  expect((await create()).headers['x-ratelimit-remaining']).toBe('9999');
  expect((await create()).headers['x-ratelimit-remaining']).toBe('9998');
});
