import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start();
});
afterEach(() => test.stop());

const fault = (kind: string, rest: object = {}) =>
  test.control('POST', '/faults', { operation: 'publish', kind, times: 1, ...rest });
const scheduled = (date: string) => test.create({ type: 'schedule', date });

/** Lets time pass in steps until the post is as expected. */
const becomes = (id: string, expected: object, stepMs = 5_000) =>
  eventually(async () => {
    test.time.advance(stepMs);
    expect(await test.judgedPost(id)).toMatchObject(expected);
  });

/** A stuck post: its date is past, another one that was due later is out, and it still waits. */
async function stuckPost(): Promise<string> {
  await fault('stuck');
  const id = await scheduled(test.time.inMs(MINUTE));
  const witness = await scheduled(test.time.inMs(2 * MINUTE));
  await becomes(witness, { state: 'PUBLISHED' }, 30_000);
  expect(await test.judgedPost(id)).toMatchObject({ state: 'QUEUE', publications: 0 });
  return id;
}

describe('the hourly sweep', () => {
  it('publishes a post that was stuck, an hour later and once', async () => {
    const id = await stuckPost();
    await becomes(id, { state: 'PUBLISHED', publications: 1 }, 10 * MINUTE);
    test.time.advance(3 * HOUR);
    expect((await test.control('POST', '/sweep')).body).toEqual({ restarted: 0 });
    expect(await test.judgedPost(id)).toMatchObject({ publications: 1 });
  });

  it('comes when it is called, and as often as it is set', async () => {
    const id = await stuckPost();
    expect((await test.control('POST', '/sweep')).body).toEqual({ restarted: 1 });
    await becomes(id, { state: 'PUBLISHED', publications: 1 });
    await test.stop();
    test = await SandboxUnderTest.start({ sweepIntervalMs: 10 * MINUTE });
    await becomes(await stuckPost(), { state: 'PUBLISHED', publications: 1 }, MINUTE);
  });

  it('finds what 2.11 did not enqueue because its date was past', async () => {
    await test.control('POST', '/mode', { version: '2.11' });
    const id = await scheduled(test.time.inMs(-MINUTE));
    expect(await test.judgedPost(id)).toMatchObject({ state: 'QUEUE' });
    await test.control('POST', '/sweep');
    await becomes(id, { state: 'PUBLISHED', publications: 1 });
  });
});

describe('"retries"', () => {
  it('delivers four times, and the network shows the last', async () => {
    await fault('retries');
    const id = await test.create({ type: 'now' });
    await becomes(id, { state: 'QUEUE', publications: 0 });
    await becomes(id, { state: 'PUBLISHED', publications: 1 });
  });

  it('or more of them: Postiz delivers at least once, and says nothing of it', async () => {
    await fault('retries', { deliveries: 3, shown: 2, delayMs: 20_000 });
    const id = await test.create({ type: 'now' });
    await becomes(id, { state: 'QUEUE', publications: 1 }, 1_000);
    await becomes(id, { state: 'PUBLISHED', publications: 2 });
    const text = JSON.stringify((await test.api('GET', '/notifications')).body);
    expect(text.match(/has been published/g)).toHaveLength(1);
  });

  it('goes on where it was after a restart', async () => {
    await fault('retries', { deliveries: 2, shown: 2, delayMs: 20_000 });
    const id = await test.create({ type: 'now' });
    await becomes(id, { state: 'QUEUE', publications: 1 }, 1_000);
    await test.restart();
    await becomes(id, { state: 'PUBLISHED', publications: 2 });
  });
});

it('"channel-disabled" ends like a channel that was disabled meanwhile', async () => {
  await fault('channel-disabled');
  const id = await test.create({ type: 'now' });
  await becomes(id, { state: 'ERROR', publications: 0 });
  expect(JSON.stringify((await test.api('GET', '/notifications')).body)).toContain('disabled');
});
