import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { CLIP, SandboxUnderTest } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const file = () => join(test.dataDir, 'requests.jsonl');
const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const arm = (fault: object) => test.control('POST', '/faults', { times: 1, ...fault });
const last = async () => (await test.requests()).at(-1);

describe('the log of requests', () => {
  it('holds who asked, what for, with which body, and what was answered', async () => {
    const json = test.body();
    await test.api('POST', '/posts?x=1&x=2', { json });
    expect(await test.requests()).toEqual([
      {
        id: expect.any(String),
        at: test.time.inMs(0),
        organisation: 'acme',
        method: 'POST',
        path: '/public/v1/posts',
        query: { x: ['1', '2'] },
        endpoint: 'POST /posts',
        bodySha256: sha256(JSON.stringify(json)),
        body: JSON.parse(JSON.stringify(json)) as unknown,
        endedAt: test.time.inMs(0),
        status: 201,
        file: null,
      },
    ]);
  });

  it('names the route and not only the path, so that calls can be counted by endpoint', async () => {
    const id = await test.create();
    await test.promote(id);
    await test.list(test.time.inMs(0), test.time.inMs(0));
    await test.api('GET', '/nowhere');
    expect((await test.requests()).map(({ endpoint, status }) => [endpoint, status])).toEqual([
      ['POST /posts', 201],
      ['PUT /posts/:id/status', 200],
      ['GET /posts', 200],
      [null, 404],
    ]);
  });

  it('never holds a key, neither a good one nor one that was refused', async () => {
    await test.create();
    await test.api('GET', '/is-connected', { headers: { authorization: 'not-anybody' } });
    expect(await last()).toMatchObject({ organisation: null, status: 401 });
    const text = readFileSync(file(), 'utf8');
    expect(text).toContain('"organisation":"acme"');
    expect(text).not.toMatch(/sandbox-acme-key|not-anybody/);
  });

  it('holds what could not be read: broken JSON by its digest, a body that is too long without one', async () => {
    const raw = '{"a":';
    await test.api('POST', '/posts', { raw, headers: { 'content-type': 'application/json' } });
    expect(await last()).toMatchObject({ status: 400, bodySha256: sha256(raw), body: null });
    await test.api('POST', '/posts', { json: { filling: 'x'.repeat(103_000) } });
    expect(await last()).toMatchObject({ status: 413, bodySha256: null, body: null });
  });

  it('holds the digest of an uploaded file', async () => {
    await test.upload();
    expect(await last()).toMatchObject({ status: 201, file: { sha256: sha256(CLIP), bytes: CLIP.length } });
  });

  it('has no status for what was never answered', async () => {
    for (const kind of ['drop-before', 'drop-after']) {
      await arm({ operation: 'create', kind });
      await expect(test.api('POST', '/posts', { json: test.body() })).rejects.toThrow();
      expect(await last()).toMatchObject({ status: null, endedAt: expect.any(String) });
    }
  });

  it('shows a request before it is worked on, and when it ended', async () => {
    const id = await test.create();
    await arm({ operation: 'status', kind: 'late-commit', delayMs: 5_000 });
    await expect(test.promote(id)).rejects.toThrow();
    const arrived = test.time.inMs(0);
    expect(await last()).toMatchObject({ at: arrived, endedAt: null, status: null });
    await eventually(async () => {
      test.time.advance(5_000);
      expect(await last()).toMatchObject({ at: arrived, endedAt: expect.any(String), status: null });
    });
  });

  it('can be asked for one organisation, and for what is new', async () => {
    await test.create();
    await test.create({ integration: 'globex-x', key: 'nobody' }).catch(() => undefined);
    test.time.advance(1_000);
    const since = test.time.inMs(0);
    await test.create({ integration: 'globex-mastodon', key: 'sandbox-globex-key' });
    expect(await test.requests('?organisation=globex')).toHaveLength(1);
    expect(await test.requests(`?since=${since}`)).toHaveLength(1);
    expect(await test.requests(`?organisation=acme&since=${since}`)).toEqual([]);
    expect((await test.control('GET', '/requests?organisation=nobody')).status).toBe(404);
    expect((await test.control('GET', '/requests?since=yesterday')).body).toMatchObject({
      problems: [{ path: 'since' }],
    });
  });

  it('goes on after a restart, behind a last line that a crash cut off', async () => {
    await test.create();
    const before = await test.requests();
    await test.sandbox.close();
    appendFileSync(file(), '{"arrived":{"id":"');
    await test.restart();
    expect(await test.requests()).toEqual(before);
    await test.create();
    expect(await test.requests()).toHaveLength(2);
  });
});
