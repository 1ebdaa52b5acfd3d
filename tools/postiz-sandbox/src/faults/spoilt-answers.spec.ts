import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

jest.setTimeout(60_000);

let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const arm = (fault: object) => test.control('POST', '/faults', { operation: 'create', times: 1, ...fault });
const create = () => test.api('POST', '/posts', { json: test.body() });
const found = async () => (await test.judged()).length;
const truth = [{ postId: expect.stringMatching(/^cm/), integration: 'acme-mastodon' }];

describe('an answer that cannot be read', () => {
  it('"html" is a page of a proxy with status 200', async () => {
    await arm({ kind: 'html' });
    const reply = await create();
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html']);
    expect(reply.text).toContain('<html>');
    expect(await found()).toBe(1);
  });

  it('"empty" has the right status and nothing else', async () => {
    await arm({ kind: 'empty' });
    const reply = await create();
    expect([reply.status, reply.text, reply.headers['content-type']]).toEqual([201, '', undefined]);
  });

  it('"truncated" is whole as HTTP and half as JSON', async () => {
    await arm({ kind: 'truncated' });
    const reply = await create();
    expect([reply.status, reply.body]).toEqual([201, undefined]);
    expect(reply.text).toMatch(/^\[\{"postId":"cm/);
  });

  it('"cut-body" ends the connection in the middle of the body', async () => {
    await arm({ kind: 'cut-body' });
    await expect(create()).rejects.toThrow(/aborted|ECONNRESET|hang up/);
    expect(await found()).toBe(1);
  });

  it('"huge" is the truth behind 50 MB of blanks, or as many as are asked for', async () => {
    await arm({ kind: 'huge' });
    const reply = await create();
    expect([reply.status, reply.bytes.length]).toEqual([201, 50_000_000]);
    expect(reply.body).toEqual(truth);
    await arm({ kind: 'huge', bytes: 3_000_001 });
    expect((await create()).bytes).toHaveLength(3_000_001);
  });

  it('"gzip-bomb" grows a thousandfold when it is unpacked', async () => {
    await arm({ kind: 'gzip-bomb', bytes: 20_000_000 });
    const { headers, bytes } = await create();
    expect(headers['content-encoding']).toBe('gzip');
    expect(bytes.length).toBeLessThan(50_000);
    const unpacked = gunzipSync(bytes);
    expect(unpacked.length).toBeGreaterThanOrEqual(20_000_000);
    expect(JSON.parse(unpacked.toString('utf8'))).toEqual(truth);
  });

  it('"trickle" sends one byte at a time', async () => {
    await arm({ kind: 'trickle', delayMs: 1_000 });
    const reply = create();
    const answered = new AbortController();
    void reply.finally(() => {
      answered.abort();
    });
    let seconds = 0;
    for (; !answered.signal.aborted; seconds += 1) {
      test.time.advance(1_000);
      await test.control('GET', '/clock');
    }
    const { text, body } = await reply;
    expect(body).toEqual(truth);
    expect(seconds).toBeGreaterThanOrEqual(text.length);
  });

  it('any of them without effect, when asked', async () => {
    for (const kind of ['html', 'empty', 'truncated']) {
      await arm({ kind, effect: false });
      await create();
    }
    expect(await found()).toBe(0);
  });
});

describe('an answer about something else', () => {
  it('"wrong-id" names a post that does not exist', async () => {
    await arm({ kind: 'wrong-id' });
    const reply = await create();
    const [post] = await test.judged();
    expect(reply.body).toEqual([{ postId: expect.any(String), integration: 'acme-mastodon' }]);
    expect(reply.text).not.toContain(post?.id);
  });

  it('"foreign-id" names a post of another organisation, also in a list and after a promotion', async () => {
    const foreign = await test.create({ integration: 'globex-mastodon', key: 'sandbox-globex-key' });
    await arm({ kind: 'foreign-id' });
    expect((await create()).body).toEqual([{ postId: foreign, integration: 'acme-mastodon' }]);
    const [post] = await test.judged();
    await arm({ operation: 'status', kind: 'foreign-id' });
    expect((await test.promote(post?.id ?? '')).body).toEqual({ id: foreign, state: 'QUEUE' });
    await arm({ operation: 'list', kind: 'foreign-id' });
    const date = test.time.inMs(60_000);
    expect((await test.list(date, date)).map(({ id }) => id)).toEqual([foreign]);
  });
});

describe('a list that is not as it should be', () => {
  const date = '2027-05-01T10:00:00.137Z';
  const list = () => test.list(date, date);

  it('"lag" does not show what is new', async () => {
    await test.create({ date });
    await test.control('POST', '/faults', { operation: 'list', kind: 'lag', delayMs: 30_000 });
    expect(await list()).toEqual([]);
    test.time.advance(30_000);
    expect(await list()).toHaveLength(1);
  });

  it('"stale" shows every post as the draft that it was', async () => {
    await test.create({ date, type: 'schedule' });
    await arm({ operation: 'list', kind: 'stale' });
    expect(await list()).toMatchObject([{ state: 'DRAFT' }]);
    expect(await list()).toMatchObject([{ state: 'QUEUE' }]);
  });

  it('"omit" shows every second row only, and of one row none', async () => {
    await test.create({ date });
    await arm({ operation: 'list', kind: 'omit' });
    expect(await list()).toEqual([]);
    for (let more = 0; more < 3; more += 1) await test.create({ date });
    await arm({ operation: 'list', kind: 'omit' });
    expect(await list()).toHaveLength(2);
    expect(await list()).toHaveLength(4);
  });

  it('"repeat" shows every row twice', async () => {
    const id = await test.create({ date });
    await arm({ operation: 'list', kind: 'repeat' });
    expect((await list()).map((post) => post.id)).toEqual([id, id]);
  });

  it('leaves a refusal alone', async () => {
    await arm({ operation: 'list', kind: 'repeat' });
    expect((await test.api('GET', '/posts')).status).toBe(400);
  });
});

it('"status" 429 may say when in the form of a date', async () => {
  const retryAfter = 'Wed, 21 Oct 2026 07:28:00 GMT';
  await arm({ kind: 'status', status: 429, retryAfter });
  expect((await create()).headers['retry-after']).toBe(retryAfter);
});
