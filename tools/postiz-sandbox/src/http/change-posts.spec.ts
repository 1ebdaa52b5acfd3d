import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const DATE = '2027-05-01T10:00:00.137Z';
const mode = (version: string) => test.control('POST', '/mode', { version });
const globex = { authorization: 'sandbox-globex-key' };

describe('PUT /posts/:id/status', () => {
  it('sets the state and answers it', async () => {
    const id = await test.create();
    const promoted = await test.promote(id);
    expect([promoted.status, promoted.body]).toEqual([200, { id, state: 'QUEUE' }]);
    expect((await test.promote(id, 'draft')).body).toEqual({ id, state: 'DRAFT' });
  });

  it('refuses other values and posts of others', async () => {
    const id = await test.create();
    expect((await test.promote(id, 'publish')).body).toMatchObject({
      statusCode: 400,
      message: [expect.any(String)],
    });
    const foreign = await test.api('PUT', `/posts/${id}/status`, {
      json: { status: 'schedule' },
      headers: globex,
    });
    expect(foreign.body).toEqual({ message: 'Post not found', error: 'Bad Request', statusCode: 400 });
    expect(await test.judgedPost(id)).toMatchObject({ state: 'DRAFT' });
  });
});

describe('PUT /posts/:id/settings', () => {
  it('merges keys and keeps the group; the milliseconds are missing in the answer only', async () => {
    const id = await test.create({ date: DATE, settings: { a: 1, b: 1 } });
    const [before] = await test.list(DATE, DATE);
    const reply = await test.api('PUT', `/posts/${id}/settings`, {
      json: { settings: { b: 2, __type: 'x' } },
    });
    expect([reply.status, reply.body]).toEqual([200, { postId: id, publishDate: '2027-05-01T10:00:00' }]);
    const [after] = await test.list(DATE, DATE);
    expect(after).toEqual({ ...before, settings: '{"a":1,"b":2,"__type":"mastodon"}' });
  });

  it('refuses an unknown post with 404 and one that is past its date with 400', async () => {
    const settings = { json: { settings: {} } };
    expect((await test.api('PUT', '/posts/unknown/settings', settings)).status).toBe(404);
    const id = await test.create({ type: 'schedule', date: test.time.inMs(-1_000) });
    expect((await test.api('PUT', `/posts/${id}/settings`, settings)).body).toMatchObject({
      error: 'Bad Request',
    });
  });
});

describe('DELETE', () => {
  it('says "error" when it worked, and 500 for what is unknown, foreign or gone', async () => {
    const id = await test.create({ date: DATE });
    expect((await test.api('DELETE', `/posts/${id}`, { headers: globex })).status).toBe(500);
    const deleted = await test.api('DELETE', `/posts/${id}`);
    expect([deleted.status, deleted.body]).toEqual([200, { error: true }]);
    expect((await test.api('DELETE', `/posts/${id}`)).status).toBe(500);
    expect(await test.list(DATE, DATE)).toEqual([]);
  });

  it('answers the id in 2.11', async () => {
    const id = await test.create();
    await mode('2.11');
    expect((await test.api('DELETE', `/posts/${id}`)).body).toEqual({ id });
  });

  it('of a group always works and touches only the own organisation', async () => {
    await test.create({ date: DATE });
    const [post] = await test.list(DATE, DATE);
    const path = `/posts/group/${String(post?.['group'])}`;
    expect((await test.api('DELETE', path, { headers: globex })).body).toEqual({ error: true });
    expect(await test.list(DATE, DATE)).toHaveLength(1);
    expect((await test.api('DELETE', path)).body).toEqual({ error: true });
    expect(await test.list(DATE, DATE)).toEqual([]);
    expect((await test.api('DELETE', path)).status).toBe(200);
  });
});

describe('GET /posts', () => {
  it('holds both ends of the window to the millisecond', async () => {
    await test.create({ date: '2027-05-01T10:00:00.137Z' });
    const found = async (start: string, end: string) =>
      (await test.list(`2027-05-01T10:00:00.${start}Z`, `2027-05-01T10:00:00.${end}Z`)).length;
    expect(await found('137', '137')).toBe(1);
    expect(await found('136', '136')).toBe(0);
    expect(await found('138', '138')).toBe(0);
    expect(await found('000', '137')).toBe(1);
    expect(await found('138', '000')).toBe(0);
  });

  it('refuses a window without dates', async () => {
    const reply = await test.api('GET', '/posts?startDate=tomorrow');
    expect(reply.body).toEqual({
      message: [
        'startDate must be a valid ISO 8601 date string',
        'endDate must be a valid ISO 8601 date string',
      ],
      error: 'Bad Request',
      statusCode: 400,
    });
  });

  it('shows nothing of another organisation', async () => {
    await test.create({ date: DATE });
    expect(await test.list(DATE, DATE, globex)).toEqual([]);
  });

  it('has the field set of 2.11 in 2.11', async () => {
    await test.create({ date: DATE });
    await mode('2.11');
    const [post] = await test.list(DATE, DATE);
    const always = 'content group id integration intervalInDays publishDate releaseURL state tags';
    const names = `${always} submittedForOrderId submittedForOrganizationId`.split(' ');
    expect(Object.keys(post ?? {}).toSorted()).toEqual(names.toSorted());
  });

  it('shows a repeating post once for each repetition, with one id, from its first date on', async () => {
    const id = await test.create({ date: DATE, inter: 7 });
    const posts = await test.list('2027-05-10T00:00:00Z', '2027-05-20T00:00:00Z');
    expect(posts.map((post) => [post.id, post.publishDate, post['actualDate']])).toEqual([
      [id, '2027-05-01T10:00:00.137Z', DATE],
      [id, '2027-05-08T10:00:00.137Z', DATE],
      [id, '2027-05-15T10:00:00.137Z', DATE],
    ]);
    expect(await test.list(DATE, DATE)).toHaveLength(1);
  });

  it('hides posts of a removed channel at head and shows them in 2.11', async () => {
    await test.create({ date: DATE });
    await test.control('POST', '/organisations', { name: 'acme', key: 'sandbox-acme-key', integrations: [] });
    expect(await test.list(DATE, DATE)).toEqual([]);
    await mode('2.11');
    expect(await test.list(DATE, DATE)).toHaveLength(1);
  });
});
