import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const acme = '/organisations/acme';
const connected = async (authorization: string) =>
  (await test.api('GET', '/is-connected', { headers: { authorization } })).status;

describe('a key', () => {
  it('can be revoked and given again, and nobody else notices', async () => {
    expect((await test.control('PATCH', acme, { key: null })).body).toMatchObject({ revoked: true });
    expect([await connected('sandbox-acme-key'), await connected('sandbox-globex-key')]).toEqual([401, 200]);
    await test.restart();
    expect(await connected('sandbox-acme-key')).toBe(401);
    await test.control('PATCH', acme, { key: 'another' });
    expect([await connected('sandbox-acme-key'), await connected('another')]).toEqual([401, 200]);
  });

  it('can go over to another organisation: the same key then names somebody else', async () => {
    const taken = { key: 'sandbox-globex-key' };
    expect((await test.control('PATCH', acme, taken)).status).toBe(409);
    await test.control('PATCH', '/organisations/globex', { key: null });
    expect((await test.control('PATCH', acme, taken)).status).toBe(200);
    const reply = await test.api('GET', '/integrations', { headers: { authorization: taken.key } });
    expect(reply.text).toContain('acme-mastodon');
  });
});

describe('a channel', () => {
  const channel = `${acme}/integrations/acme-mastodon`;

  it('can be disabled while a post waits for it', async () => {
    const id = await test.create({ type: 'schedule', date: test.time.inMs(60_000) });
    await test.control('PATCH', channel, { disabled: true });
    expect((await test.api('GET', '/integrations')).body).toContainEqual(
      expect.objectContaining({ id: 'acme-mastodon', disabled: true }),
    );
    await eventually(async () => {
      test.time.advance(10_000);
      expect(await test.judgedPost(id)).toMatchObject({ state: 'ERROR', publications: 0 });
    });
  });

  it('can be disconnected and connected again: meanwhile it is not listed, and its posts are hidden', async () => {
    const date = test.time.inMs(60_000);
    await test.create({ date });
    await test.control('PATCH', channel, { removed: true });
    expect((await test.api('GET', '/integrations')).text).not.toContain('acme-mastodon');
    expect(await test.list(date, date)).toEqual([]);
    await test.control('PATCH', channel, { removed: false });
    expect(await test.list(date, date)).toHaveLength(1);
  });

  it('must exist, and so must its organisation', async () => {
    expect((await test.control('PATCH', `${acme}/integrations/none`, { removed: true })).status).toBe(404);
    expect((await test.control('PATCH', '/organisations/none', { key: 'k' })).status).toBe(404);
    expect((await test.control('PATCH', acme, { name: 'x' })).status).toBe(400);
  });
});

describe('the limit', () => {
  const limit = async (authorization = 'sandbox-acme-key') =>
    (await test.api('POST', '/posts', { json: {}, headers: { authorization } })).headers['x-ratelimit-limit'];

  it('is set for one organisation, survives a new list of channels, and can be taken back', async () => {
    await test.control('PATCH', acme, { apiLimitPerHour: 7 });
    expect([await limit(), await limit('sandbox-globex-key')]).toEqual(['7', '10000']);
    await test.control('POST', '/organisations', { name: 'acme', key: 'sandbox-acme-key', integrations: [] });
    expect(await limit()).toBe('7');
    await test.control('PATCH', acme, { apiLimitPerHour: null });
    expect(await limit()).toBe('10000');
  });

  it('can be given when an organisation is made', async () => {
    const made = { name: 'small', key: 'small-key', integrations: [], apiLimitPerHour: 1 };
    await test.control('POST', '/organisations', made);
    expect(await limit('small-key')).toBe('1');
    expect(await limit('small-key')).toBeUndefined();
  });
});
