import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { send } from '../testing/http-client.ts';
import { SandboxUnderTest, type PostOverrides } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const page = () => send('GET', `${test.sandbox.url}/`);
/** The part of the page that belongs to the organisation at this place. */
const column = async (index: number) =>
  (await page()).text.split('<section class="organisation"')[index + 1] ?? '';

async function published(overrides: PostOverrides): Promise<string> {
  const id = await test.create({ type: 'now', ...overrides });
  await eventually(async () => {
    test.time.advance(1_000);
    expect(await test.judgedPost(id)).toMatchObject({ state: 'PUBLISHED' });
  });
  return id;
}

describe('the feed page', () => {
  it('shows a published video in the column of its organisation only', async () => {
    const { name, path } = await test.uploadClip();
    await published({ value: { content: 'Hello there', image: [{ id: 'a', path }] } });
    expect(await column(0)).toContain(`src="/sandbox/media/${name}#t=0.1"`);
    expect(await column(0)).toContain('Hello there');
    expect(await column(1)).not.toContain('Hello there');
    expect(await column(0)).toContain('nothing twice, nothing foreign');
  });

  it('says which column sees another version', async () => {
    await test.control('POST', '/mode', { version: '2.18', organisation: 'globex' });
    expect([await column(0), await column(1)]).toEqual([
      expect.not.stringContaining('Postiz 2.18'),
      expect.stringContaining('Postiz 2.18'),
    ]);
  });

  it('marks what went out twice, and media of another organisation', async () => {
    const { path } = await test.uploadClip();
    const globex = { key: 'sandbox-globex-key', integration: 'globex-mastodon' };
    await published({ ...globex, value: { image: [{ id: 'a', path }] } });
    expect(await column(1)).toContain('media of acme');
    const id = await published({});
    await test.promote(id);
    await eventually(async () => {
      test.time.advance(1_000);
      expect(await column(0)).toContain('went out 2×');
    });
  });

  it('writes nothing of a tenant into the page unescaped', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    await test.control('POST', '/organisations', {
      name: evil,
      key: 'evil-key',
      integrations: [{ id: evil, name: evil, identifier: 'mastodon' }],
    });
    await test.control('POST', '/mode', { version: '2.11' });
    await published({ key: 'evil-key', integration: evil, value: { content: `seen ${evil}` } });
    await test.create({ key: 'evil-key', integration: evil, value: { content: `draft ${evil}` } });
    const { text } = await page();
    expect(text).toContain('seen');
    expect(text).toContain('draft');
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toContain('onerror=alert(2)>');
  });

  it('runs its own script only and asks no other host', async () => {
    const { headers, text } = await page();
    const policy = String(headers['content-security-policy']);
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(policy).toContain("default-src 'none'");
    expect(text).toContain(`<script nonce="${nonce}"`);
    expect(text).not.toMatch(/(src|href)="https?:/);
  });

  it('tells that something changed, so that an open page follows', async () => {
    const revision = async () => (await test.control('GET', '/feed.json')).text;
    const before = await revision();
    expect(await revision()).toBe(before);
    await test.create();
    expect(await revision()).not.toBe(before);
  });

  it('draws the pictures of channels itself', async () => {
    const picture = await send('GET', `${test.sandbox.url}/sandbox/pictures/mastodon.svg`);
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/svg+xml']);
    expect((await send('GET', `${test.sandbox.url}/sandbox/pictures/%3Cx%3E.svg`)).status).toBe(404);
  });
});
