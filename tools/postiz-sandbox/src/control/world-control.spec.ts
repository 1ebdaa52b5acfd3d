import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

const HOUR = 3_600_000;
let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const globex = { authorization: 'sandbox-globex-key' };

describe('the version of one organisation', () => {
  it('is its own: both worlds side by side, also after a restart', async () => {
    const set = await test.control('POST', '/mode', { version: '2.11', organisation: 'globex' });
    expect(set.body).toEqual({ version: '2.11', organisation: 'globex' });
    for (const again of [false, true]) {
      if (again) await test.restart();
      expect((await test.api('GET', '/groups')).status).toBe(200);
      expect((await test.api('GET', '/groups', { headers: globex })).status).toBe(404);
    }
    expect((await test.control('GET', '/mode')).body).toEqual({ version: 'head' });
    expect((await test.control('GET', '/organisations')).body).toMatchObject({
      items: [
        { name: 'acme', version: null },
        { name: 'globex', version: '2.11' },
      ],
    });
  });

  it('can be given back, and must be of an organisation that exists', async () => {
    const mode = (json: object) => test.control('POST', '/mode', json);
    await mode({ version: '2.11', organisation: 'globex' });
    await mode({ version: null, organisation: 'globex' });
    expect((await test.api('GET', '/groups', { headers: globex })).status).toBe(200);
    expect((await mode({ version: '2.11', organisation: 'nobody' })).status).toBe(404);
    expect((await mode({ version: null })).status).toBe(400);
  });

  it('begins with counters of its own', async () => {
    const left = async () => {
      const reply = await test.api('POST', '/posts', { json: {}, headers: globex });
      return reply.headers['x-ratelimit-remaining'];
    };
    expect([await left(), await left()]).toEqual(['9999', '9998']);
    await test.control('POST', '/mode', { version: '2.18', organisation: 'globex' });
    expect([await left(), await left()]).toEqual(['9999', '9998']);
    for (const version of ['2.19', 'head']) {
      await test.control('POST', '/mode', { version, organisation: 'globex' });
      expect(await left()).toBe('9999');
    }
  });
});

describe('the clock', () => {
  const shift = (offsetMs: number) => test.control('POST', '/clock', { offsetMs });

  it('can be ahead: what is due by it goes out, and its answers say so', async () => {
    const id = await test.create({ type: 'schedule', date: test.time.inMs(HOUR) });
    const now = test.time.inMs(2 * HOUR);
    expect((await shift(2 * HOUR)).body).toEqual({ now, offsetMs: 2 * HOUR });
    expect((await test.control('GET', '/clock')).body).toEqual({ now, offsetMs: 2 * HOUR });
    const { headers } = await test.api('GET', '/is-connected');
    expect(headers.date).toBe(new Date(now).toUTCString());
    await eventually(async () => {
      test.time.advance(1_000);
      expect(await test.judgedPost(id)).toMatchObject({ state: 'PUBLISHED', publications: 1 });
    });
  });

  it('can be behind: "now" is then, and what was due waits', async () => {
    await shift(-HOUR);
    const id = await test.create({ type: 'schedule', date: test.time.inMs(0) });
    expect(await test.judgedPost(id)).toMatchObject({ createdAt: test.time.inMs(-HOUR), state: 'QUEUE' });
    await shift(0);
    await eventually(async () => {
      test.time.advance(1_000);
      expect(await test.judgedPost(id)).toMatchObject({ state: 'PUBLISHED' });
    });
  });

  it('takes whole milliseconds only', async () => {
    expect((await shift(0.5)).status).toBe(400);
  });
});
