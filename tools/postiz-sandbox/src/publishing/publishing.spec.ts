import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

const MINUTE = 60_000;
let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const mode = (version: string) => test.control('POST', '/mode', { version });
const fault = (kind: string, rest: object = {}) =>
  test.control('POST', '/faults', { operation: 'publish', kind, ...rest });
const notifications = async () => JSON.stringify((await test.api('GET', '/notifications')).body);

/** Lets time pass until the post is as expected: the clock moves five seconds at a time. */
const becomes = (id: string, expected: object) =>
  eventually(async () => {
    test.time.advance(5_000);
    expect(await test.judgedPost(id)).toMatchObject(expected);
  });

/** Proves that nothing more happens: another post, due later, has gone out meanwhile. */
async function muchLater(): Promise<void> {
  const witness = await test.create({ type: 'schedule', date: test.time.inMs(30_000) });
  await becomes(witness, { state: 'PUBLISHED' });
}

describe('a queued post', () => {
  it('stays queued until its date and the delay of the network have passed, then shows its release', async () => {
    const date = test.time.inMs(MINUTE);
    const id = await test.create({ type: 'schedule', date });
    test.time.advance(MINUTE - 1);
    expect(await test.judgedPost(id)).toMatchObject({ state: 'QUEUE', publications: 0, publishedAt: null });
    test.time.advance(1);
    expect(await test.judgedPost(id)).toMatchObject({ state: 'QUEUE' });
    await becomes(id, { state: 'PUBLISHED', publications: 1 });
    const [listed] = await test.list(date, date);
    expect(listed).toMatchObject({ state: 'PUBLISHED', releaseId: expect.stringMatching(/^\d{18}$/) });
    expect(String(listed?.['releaseURL'])).toContain(test.sandbox.url);
    expect(await notifications()).toContain(String(listed?.['releaseURL']));
  });

  it('goes out once, however often it was promoted before its date', async () => {
    const id = await test.create({ date: test.time.inMs(MINUTE) });
    for (let promotions = 0; promotions < 4; promotions += 1) await test.promote(id);
    await becomes(id, { state: 'PUBLISHED' });
    await muchLater();
    expect(await test.judgedPost(id)).toMatchObject({ publications: 1 });
  });

  it('goes out again when it is scheduled after it was published', async () => {
    const id = await test.create({ type: 'schedule', date: test.time.inMs(MINUTE) });
    await becomes(id, { state: 'PUBLISHED', publications: 1 });
    expect((await test.promote(id)).body).toEqual({ id, state: 'QUEUE' });
    await becomes(id, { state: 'PUBLISHED', publications: 2 });
  });

  it('does not go out when it was deleted or made a draft before its date', async () => {
    const [deleted, draft] = [
      await test.create({ type: 'schedule', date: test.time.inMs(MINUTE) }),
      await test.create({ type: 'schedule', date: test.time.inMs(MINUTE) }),
    ];
    await test.api('DELETE', `/posts/${deleted}`);
    await test.promote(draft, 'draft');
    test.time.advance(MINUTE);
    await muchLater();
    expect(await test.judgedPost(deleted)).toMatchObject({ state: 'DELETED', publications: 0 });
    expect(await test.judgedPost(draft)).toMatchObject({ state: 'DRAFT', publications: 0 });
  });

  it('cannot be called back once it is on its way: what was deleted then is out all the same', async () => {
    const id = await test.create({ type: 'now' });
    await eventually(async () => {
      expect((await test.control('GET', '/feed.json')).body).toEqual({
        revision: expect.stringMatching(/:([4-9]|\d\d)/),
      });
    });
    await test.api('DELETE', `/posts/${id}`);
    await becomes(id, { state: 'DELETED', publications: 1 });
  });
});

describe('a post with a past date', () => {
  it('goes out at once at head', async () => {
    const id = await test.create({ type: 'schedule', date: test.time.inMs(-MINUTE) });
    await becomes(id, { state: 'PUBLISHED', publications: 1 });
  });

  it('stays queued in 2.11, while "now" goes out', async () => {
    await mode('2.11');
    const late = await test.create({ type: 'schedule', date: test.time.inMs(-MINUTE) });
    const now = await test.create({ type: 'now' });
    await becomes(now, { state: 'PUBLISHED', publications: 1 });
    await muchLater();
    expect(await test.judgedPost(late)).toMatchObject({ state: 'QUEUE', publications: 0 });
  });
});

describe('a post of a published id in 2.11', () => {
  it('is accepted with "schedule" and goes out a second time', async () => {
    await mode('2.11');
    const id = await test.create({ type: 'now' });
    await becomes(id, { state: 'PUBLISHED', publications: 1 });
    await test.create({ type: 'schedule', date: test.time.inMs(MINUTE), value: { id } });
    await becomes(id, { state: 'PUBLISHED', publications: 2 });
  });
});

describe('a disabled channel', () => {
  const disabled = { id: 'off', name: 'Off', identifier: 'mastodon', disabled: true };
  const create = async () => {
    const on = { ...disabled, id: 'acme-mastodon', disabled: false };
    await test.control('POST', '/organisations', {
      name: 'acme',
      key: 'sandbox-acme-key',
      integrations: [on, disabled],
    });
    return test.create({ type: 'schedule', date: test.time.inMs(MINUTE), integration: 'off' });
  };

  it('is an ERROR at head, with a notification', async () => {
    const id = await create();
    await becomes(id, { state: 'ERROR', publications: 0 });
    expect(await notifications()).toContain('disabled');
  });

  it('leaves the post queued for ever in 2.11', async () => {
    await mode('2.11');
    const id = await create();
    test.time.advance(MINUTE);
    await muchLater();
    expect(await test.judgedPost(id)).toMatchObject({ state: 'QUEUE', publications: 0 });
  });
});

describe('faults of the network', () => {
  it('"error" ends in ERROR, and scheduling the id again is the way to try again', async () => {
    await fault('error', { times: 1 });
    const id = await test.create({ type: 'now' });
    await becomes(id, { state: 'ERROR', publications: 0 });
    await test.create({ type: 'schedule', date: test.time.inMs(MINUTE), value: { id } });
    await becomes(id, { state: 'PUBLISHED', publications: 1 });
  });

  it('"error-then-published" flips', async () => {
    await fault('error-then-published', { delayMs: 60_000, times: 1 });
    const id = await test.create({ type: 'now' });
    await becomes(id, { state: 'ERROR', publications: 0 });
    await becomes(id, { state: 'PUBLISHED', publications: 1 });
  });

  it('"error-but-live" says ERROR about a post that is out', async () => {
    await fault('error-but-live', { times: 1 });
    const id = await test.create({ type: 'now' });
    await becomes(id, { state: 'ERROR', publications: 1 });
    expect(await notifications()).toContain('could not confirm');
  });

  it('"stuck" leaves the post queued, of the organisation it was asked for only', async () => {
    await fault('stuck', { organisation: 'acme', times: 1 });
    const other = await test.create({
      type: 'now',
      integration: 'globex-mastodon',
      key: 'sandbox-globex-key',
    });
    const id = await test.create({ type: 'now' });
    await becomes(other, { state: 'PUBLISHED' });
    await muchLater();
    expect(await test.judgedPost(id)).toMatchObject({ state: 'QUEUE', publications: 0 });
  });

  it('"delay" makes the network slow', async () => {
    await fault('delay', { delayMs: 600_000, times: 1 });
    const slow = await test.create({ type: 'now' });
    await muchLater();
    expect(await test.judgedPost(slow)).toMatchObject({ state: 'QUEUE' });
    test.time.advance(600_000);
    await becomes(slow, { state: 'PUBLISHED', publications: 1 });
  });
});

it('gives no id for an upload to the TikTok inbox, and lets it be set once', async () => {
  const { path } = await test.uploadClip();
  const flags = {
    duet: false,
    stitch: false,
    comment: false,
    brand_content_toggle: false,
    brand_organic_toggle: false,
  };
  const settings = {
    privacy_level: 'SELF_ONLY',
    ...flags,
    autoAddMusic: 'no',
    content_posting_method: 'UPLOAD',
  };
  const headers = { authorization: 'sandbox-globex-key' };
  const id = await test.create({
    type: 'now',
    key: headers.authorization,
    integration: 'globex-tiktok',
    settings,
    value: { image: [{ id: 'a', path }] },
  });
  await becomes(id, { state: 'PUBLISHED' });
  expect((await test.api('GET', `/posts/${id}/missing`, { headers })).body).toEqual([
    { id: expect.any(String), url: path },
  ]);
  const release = { headers, json: { releaseId: '42' } };
  expect((await test.api('PUT', `/posts/${id}/release-id`, release)).status).toBe(200);
  expect((await test.api('PUT', `/posts/${id}/release-id`, release)).status).toBe(500);
  expect((await test.api('GET', `/posts/${id}/missing`, { headers })).body).toEqual([]);
});
