import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { send } from '../testing/http-client.ts';
import { CLIP, NETWORK_DELAY_MS, SandboxUnderTest } from '../testing/sandbox-under-test.ts';
import { Store } from './store.ts';

let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const journal = () => join(test.dataDir, 'journal.jsonl');

describe('a restart', () => {
  it('loses nothing: posts, media, organisations, version', async () => {
    const { name, path } = await test.uploadClip();
    const date = test.time.inMs(60_000);
    await test.create({ date, value: { image: [{ id: 'a', path }] } });
    await test.control('POST', '/organisations', { name: 'new', key: 'new-key', integrations: [] });
    await test.control('POST', '/mode', { version: '2.11' });
    const before = [await test.judged(), await test.list(date, date)];
    await test.restart();
    expect([await test.judged(), await test.list(date, date)]).toEqual(
      JSON.parse(JSON.stringify(before).replaceAll(/http:\/\/127.0.0.1:\d+/g, test.sandbox.url)),
    );
    expect((await test.control('GET', '/mode')).body).toEqual({ version: '2.11' });
    expect((await test.api('GET', '/is-connected', { headers: { authorization: 'new-key' } })).status).toBe(
      200,
    );
    const served = await send('GET', `${test.sandbox.url}/sandbox/media/${name}`);
    expect(served.headers['content-length']).toBe(String(CLIP.length));
  });

  it('goes on with what was on its way, and publishes it once', async () => {
    const id = await test.create({ type: 'now' });
    await eventually(() => {
      expect(readFileSync(journal(), 'utf8')).toContain('publishing-started');
    });
    await test.restart();
    expect(await test.judgedPost(id)).toMatchObject({ state: 'QUEUE', publications: 0 });
    test.time.advance(NETWORK_DELAY_MS);
    await eventually(async () => {
      expect(await test.judgedPost(id)).toMatchObject({ state: 'PUBLISHED', publications: 1 });
    });
    await test.restart();
    expect(await test.judgedPost(id)).toMatchObject({ state: 'PUBLISHED', publications: 1 });
    expect(readFileSync(journal(), 'utf8').match(/flight-landed/g)).toHaveLength(1);
  });

  it('publishes what became due while it was down', async () => {
    const id = await test.create({ type: 'schedule', date: test.time.inMs(60_000) });
    await test.sandbox.close();
    test.time.advance(3_600_000);
    await test.restart();
    await eventually(async () => {
      test.time.advance(NETWORK_DELAY_MS);
      expect(await test.judgedPost(id)).toMatchObject({ state: 'PUBLISHED', publications: 1 });
    });
  });

  it('overlooks a last line that a crash cut off, and writes on behind it', async () => {
    const id = await test.create();
    await test.sandbox.close();
    appendFileSync(journal(), '[{"type":"post-deleted","id":"');
    await test.restart();
    expect(await test.judgedPost(id)).toMatchObject({ state: 'DRAFT' });
    await test.promote(id);
    await test.restart();
    expect(await test.judgedPost(id)).toMatchObject({ state: 'QUEUE' });
  });

  it('refuses to start on a journal that is damaged in the middle, and says where', async () => {
    await test.create();
    await test.sandbox.close();
    const lines = readFileSync(journal(), 'utf8').split('\n');
    writeFileSync(journal(), [lines[0], '[{"type":"nonsense"}]', ...lines.slice(1)].join('\n'));
    expect(() => new Store(test.dataDir)).toThrow('Line 2 of the sandbox journal cannot be read');
    writeFileSync(journal(), lines.join('\n'));
  });
});
