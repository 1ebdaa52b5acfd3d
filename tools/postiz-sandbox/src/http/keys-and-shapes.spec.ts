import { systemRuntime } from '@clipcast/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send } from '../testing/http-client.ts';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeAll(async () => {
  test = await SandboxUnderTest.start();
});
afterAll(() => test.stop());

const withKey = (authorization: string) => ({ headers: { authorization } });

describe('the key', () => {
  it.each([
    ['', 'No API Key found'],
    ['nobody-has-this', 'Invalid API key'],
    ['Bearer sandbox-acme-key', 'Invalid API key'],
    ['pos_unknown', 'Invalid OAuth token'],
  ])('%j is refused in shape E1', async (key, msg) => {
    const reply = await test.api('GET', '/is-connected', withKey(key));
    expect([reply.status, reply.body]).toEqual([401, { msg }]);
  });

  it('is the tenant: each sees its own channels and nothing else', async () => {
    const acme = await test.api('GET', '/integrations');
    const globex = await test.api('GET', '/integrations/', withKey('sandbox-globex-key'));
    expect(acme.body).toEqual([
      expect.objectContaining({ id: 'acme-mastodon', identifier: 'mastodon', disabled: false }),
      expect.objectContaining({ id: 'acme-youtube' }),
      expect.objectContaining({ id: 'acme-x' }),
    ]);
    expect(globex.text).not.toContain('acme');
    expect(acme.text).not.toContain('customer');
  });

  it('answers 401 without body and type when a fault says the check itself failed (shape E2)', async () => {
    await test.control('POST', '/faults', {
      operation: 'any',
      kind: 'status',
      status: 401,
      emptyBody: true,
      times: 1,
    });
    const reply = await test.api('GET', '/is-connected');
    expect([reply.status, reply.text, reply.headers['content-type']]).toEqual([401, '', undefined]);
    expect((await test.api('GET', '/is-connected')).body).toEqual({ connected: true });
  });
});

describe('shapes', () => {
  it('is also below /api, as in the official container', async () => {
    const reply = await send('GET', `${test.sandbox.url}/api/public/v1/nowhere`);
    expect(reply.body).toMatchObject({ message: 'Cannot GET /public/v1/nowhere' });
    const connected = await send(
      'GET',
      `${test.sandbox.url}/api/public/v1/is-connected`,
      withKey('sandbox-acme-key'),
    );
    expect(connected.body).toEqual({ connected: true });
    expect((await test.requests()).at(-1)).toMatchObject({ path: '/api/public/v1/is-connected' });
  });

  it('knows no route but its own', async () => {
    const reply = await test.api('GET', '/posts/some-id?x=1');
    expect([reply.status, reply.body]).toEqual([
      404,
      { message: 'Cannot GET /public/v1/posts/some-id?x=1', error: 'Not Found', statusCode: 404 },
    ]);
  });

  it('answers malformed JSON with 400 in shape E3', async () => {
    const reply = await test.api('POST', '/posts', {
      raw: '{"a":',
      headers: { 'content-type': 'application/json' },
    });
    expect(reply.body).toEqual({ message: expect.any(String), error: 'Bad Request', statusCode: 400 });
  });

  it.each([
    [102_400, 400],
    [102_500, 413],
  ])('reads a JSON body of %i bytes with status %i', async (bytes, status) => {
    const frame = JSON.stringify({ filling: '' }).length;
    const reply = await test.api('POST', '/posts', { json: { filling: 'x'.repeat(bytes - frame) } });
    expect(reply.status).toBe(status);
    if (status === 413) expect(reply.body).toEqual({ statusCode: 413, message: 'request entity too large' });
  });

  it('answers 500 in the usual shape', async () => {
    const reply = await test.api('DELETE', '/posts/unknown');
    expect([reply.status, reply.body]).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
  });

  it('lists customers and filters channels by them', async () => {
    const customer = { id: 'cus-1', name: 'Brand' };
    const mastodon = { name: 'M', identifier: 'mastodon' };
    await test.control('POST', '/organisations', {
      name: 'agency',
      key: 'agency-key',
      integrations: [
        { ...mastodon, id: 'one', customer },
        { ...mastodon, id: 'two' },
      ],
    });
    expect((await test.api('GET', '/groups', withKey('agency-key'))).body).toEqual([customer]);
    const filtered = await test.api('GET', '/integrations?group=cus-1', withKey('agency-key'));
    expect(filtered.body).toEqual([expect.objectContaining({ id: 'one', customer })]);
  });

  it('finds a slot, without seconds that count and without a zone', async () => {
    const reply = await test.api('GET', '/find-slot/acme-mastodon');
    expect(reply.body).toEqual({ date: '2027-01-10T11:00:00' });
  });

  it('never answers when a slot is asked of an unknown channel', async () => {
    const giveUp = systemRuntime.timers.deadline(150);
    await expect(test.api('GET', '/find-slot/unknown', { signal: giveUp })).rejects.toThrow(/abort/i);
  });

  it('does not have the newer routes in 2.11 and takes an OAuth token for an unknown key', async () => {
    await test.control('POST', '/mode', { version: '2.11' });
    for (const path of ['/groups', '/notifications', '/posts/x/missing']) {
      expect((await test.api('GET', path)).body).toMatchObject({ message: `Cannot GET /public/v1${path}` });
    }
    expect((await test.promote('x')).status).toBe(404);
    expect((await test.api('GET', '/is-connected', withKey('pos_unknown'))).body).toEqual({
      msg: 'Invalid API key',
    });
    await test.control('POST', '/mode', { version: 'head' });
  });
});
