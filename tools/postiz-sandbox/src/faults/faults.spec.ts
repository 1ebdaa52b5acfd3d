import { systemRuntime } from '@clipcast/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const DATE = '2027-05-01T10:00:00.137Z';
const arm = (fault: object) => test.control('POST', '/faults', fault);
const create = () => test.api('POST', '/posts', { json: test.body({ date: DATE }) });
const found = async () => (await test.judged()).length;
const cut = /ECONNRESET|hang up/;

describe('faults of the public API', () => {
  it('"status" answers in the shape of that status, changes nothing, and happens as often as asked', async () => {
    await arm({ operation: 'create', kind: 'status', status: 500, times: 2 });
    expect((await create()).body).toEqual({ statusCode: 500, message: 'Internal server error' });
    expect((await create()).status).toBe(500);
    expect(await found()).toBe(0);
    expect((await create()).status).toBe(201);
  });

  it('"status" 429 carries Retry-After, and a status of the proxy carries no JSON', async () => {
    await arm({ operation: 'create', kind: 'status', status: 429, retryAfter: 7, times: 1 });
    const limited = await create();
    expect([limited.status, limited.headers['retry-after']]).toEqual([429, '7']);
    await arm({ operation: 'create', kind: 'status', status: 503, times: 1 });
    expect((await create()).body).toBeUndefined();
  });

  it('"drop-before" cuts the connection and does nothing', async () => {
    await arm({ operation: 'create', kind: 'drop-before', times: 1 });
    await expect(create()).rejects.toThrow(cut);
    expect(await found()).toBe(0);
  });

  it('"drop-after" does the work and cuts the connection', async () => {
    await arm({ operation: 'create', kind: 'drop-after', times: 1 });
    await expect(create()).rejects.toThrow(cut);
    expect(await found()).toBe(1);
  });

  it('"hang" never answers and does nothing', async () => {
    await arm({ operation: 'create', kind: 'hang', times: 1 });
    const signal = systemRuntime.timers.deadline(150);
    await expect(test.api('POST', '/posts', { json: test.body(), signal })).rejects.toThrow(/abort/i);
    expect(await found()).toBe(0);
  });

  it('"delay" does the work late, also when the client has left', async () => {
    await arm({ operation: 'create', kind: 'delay', delayMs: 5_000, times: 1 });
    const signal = systemRuntime.timers.deadline(100);
    await expect(test.api('POST', '/posts', { json: test.body(), signal })).rejects.toThrow(/abort/i);
    expect(await found()).toBe(0);
    test.time.advance(5_000);
    await eventually(async () => {
      expect(await found()).toBe(1);
    });
  });

  it('"late-commit" cuts the connection at once and does the work later', async () => {
    await arm({ operation: 'create', kind: 'late-commit', delayMs: 5_000, times: 1 });
    await expect(create()).rejects.toThrow(cut);
    expect(await test.list(DATE, DATE)).toEqual([]);
    test.time.advance(5_000);
    await eventually(async () => {
      expect(await test.list(DATE, DATE)).toHaveLength(1);
    });
  });

  it('work for an upload: dropped after, the file is stored; committed late, it is stored later', async () => {
    await arm({ operation: 'upload', kind: 'late-commit', delayMs: 5_000, times: 1 });
    await expect(test.upload()).rejects.toThrow(cut);
    const journal = async () => (await test.control('GET', '/feed.json')).text;
    const before = await journal();
    test.time.advance(5_000);
    await eventually(async () => {
      expect(await journal()).not.toBe(before);
    });
    await arm({ operation: 'upload', kind: 'drop-after', times: 1 });
    await expect(test.upload()).rejects.toThrow(cut);
    expect((await test.upload()).status).toBe(201);
  });

  it('meet the operation and the organisation they were asked for, and nothing else', async () => {
    await arm({ operation: 'status', organisation: 'globex', kind: 'status', status: 502 });
    const id = await test.create();
    expect((await test.promote(id)).status).toBe(200);
    const json = { status: 'draft' };
    const globex = { authorization: 'sandbox-globex-key' };
    expect((await test.api('PUT', `/posts/${id}/status`, { json, headers: globex })).status).toBe(502);
    expect((await test.api('GET', '/integrations', { headers: globex })).status).toBe(200);
  });

  it('each operation has its own faults', async () => {
    const id = await test.create({ date: DATE });
    const requests: [string, () => Promise<{ status: number }>][] = [
      ['list', () => test.api('GET', `/posts?startDate=${DATE}&endDate=${DATE}`)],
      ['status', () => test.promote(id)],
      ['upload', () => test.upload()],
      ['create', create],
      ['delete', () => test.api('DELETE', `/posts/${id}`)],
    ];
    for (const [operation, request] of requests) {
      await arm({ operation, kind: 'status', status: 418, times: 1 });
      expect([operation, (await request()).status]).toEqual([operation, 418]);
      expect([operation, (await request()).status]).not.toEqual([operation, 418]);
    }
  });

  it('"any" meets everything; they can be looked at and taken away', async () => {
    await arm({ operation: 'any', kind: 'status', status: 504 });
    expect((await test.api('GET', '/is-connected')).status).toBe(504);
    expect((await test.control('GET', '/faults')).body).toEqual({
      items: [{ id: 1, operation: 'any', kind: 'status', status: 504, remaining: null }],
    });
    expect((await test.control('DELETE', '/faults')).body).toEqual({ removed: 1 });
    expect((await test.api('GET', '/is-connected')).status).toBe(200);
  });
});
