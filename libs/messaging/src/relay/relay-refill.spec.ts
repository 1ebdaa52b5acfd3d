import { jest } from '@jest/globals';
import { cpSync, rmSync } from 'node:fs';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { createNoopMeter, metrics } from '@opentelemetry/api';
import { oneTo, registerMany, startRelay, storedNumbers, withManager } from '../testing/relay-fixture.ts';
import { testService } from '../testing/test-service.ts';

jest.setTimeout(30_000);

describe('the refill of a stream', () => {
  let nats: TestNats;
  let profile: Awaited<ReturnType<typeof testService>>;
  let relay: ReturnType<typeof startRelay> | undefined;
  const losses: string[] = [];

  beforeAll(() => {
    const add = (_: number, attributes: Record<string, unknown> = {}) =>
      losses.push(String(attributes['clipcast.relay.loss']));
    const meter = Object.assign(createNoopMeter(), { createCounter: () => ({ add }) });
    metrics.setGlobalMeterProvider({ getMeter: () => meter });
  });
  afterAll(() => metrics.disable());
  beforeEach(async () => {
    nats = await testNats();
    profile = await testService('profile', nats.url);
    relay = startRelay(profile.store, nats.url);
    await registerMany(profile.store, 30);
    await holds(30);
    losses.length = 0;
  });
  afterEach(async () => {
    await relay?.stop();
    await profile.close();
    await nats.stop();
  });

  const holds = (count: number) =>
    eventually(async () => expect(await storedNumbers(nats.url)).toEqual(oneTo(count)), { withinMs: 15_000 });

  it('follows a purge while nothing happens', async () => {
    await withManager(nats.url, ({ streams }) => streams.purge('PROFILE'));
    await holds(30);
    expect(losses).toEqual(['empty']);
    expect(relay?.troubles.join()).toContain('PROFILE (empty) lacks events 1 to 30');
  });

  /** The chain of sequences is unbroken by a purge, so no message tells. */
  it('follows a purge of a busy stream', async () => {
    const busy = { going: true };
    let appended = 30;
    const work = (async () => {
      while (busy.going) {
        await registerMany(profile.store, 5);
        appended += 5;
      }
    })();
    await eventually(() => expect(appended).toBeGreaterThan(100));
    await withManager(nats.url, ({ streams }) => streams.purge('PROFILE'));
    await eventually(() => expect(losses).not.toEqual([]), { withinMs: 10_000 });
    busy.going = false;
    await work;
    await holds(appended);
  });

  it('follows a purge that kept the newest', async () => {
    await withManager(nats.url, ({ streams }) => streams.purge('PROFILE', { keep: 10 }));
    await holds(30);
    expect(losses).toEqual(['incomplete']);
  });

  it('does not follow what the limits of the stream let go', async () => {
    await relay?.stop();
    await withManager(nats.url, ({ streams }) => streams.update('PROFILE', { max_msgs: 10 }));
    relay = startRelay(profile.store, nats.url);
    await registerMany(profile.store, 5);
    await eventually(async () => expect(await storedNumbers(nats.url)).toEqual(oneTo(35).slice(-10)));
    await eventually(async () => expect((await relay?.relay.progress())?.lag).toBe(0n));
    expect(losses).toEqual([]);
  });

  it('follows a stream that was deleted, and one that an empty one replaced', async () => {
    await withManager(nats.url, ({ streams }) => streams.delete('PROFILE'));
    await holds(30);
    await withManager(nats.url, async ({ streams }) => {
      await streams.delete('PROFILE');
      await streams.add({ name: 'PROFILE', subjects: ['clipcast.profile.*'] });
    });
    await registerMany(profile.store, 1);
    await holds(31);
  });

  it('puts back the last messages that were removed, and the hole is no end', async () => {
    await relay?.stop();
    await withManager(nats.url, async ({ streams }) => {
      await streams.delete('PROFILE');
      await streams.add({ name: 'PROFILE', subjects: ['clipcast.profile.*'] });
    });
    relay = startRelay(profile.store, nats.url);
    await holds(30);
    await withManager(nats.url, async ({ streams }) => {
      await streams.deleteMessage('PROFILE', 29);
      await streams.deleteMessage('PROFILE', 30);
    });
    await holds(30);
    expect(losses).toContain('tail');
    expect(relay.troubles.join()).toContain('PROFILE (tail) lacks events 29 to 30');
  });

  /** JetStream remembers for two minutes which ids it has seen, also of events that it no longer has. */
  it('puts them back also when they were removed while no relay ran', async () => {
    await relay?.stop();
    await withManager(nats.url, async ({ streams }) => {
      await streams.delete('PROFILE');
      await streams.add({ name: 'PROFILE', subjects: ['clipcast.profile.*'] });
    });
    relay = startRelay(profile.store, nats.url);
    await registerMany(profile.store, 5);
    await holds(35);
    await relay.stop();
    await withManager(nats.url, ({ streams }) => streams.deleteMessage('PROFILE', 35));
    relay = startRelay(profile.store, nats.url);
    await holds(35);
  });

  it('goes on from an older copy of the files that was put back', async () => {
    const copy = `${nats.storeDir}-copy`;
    await nats.stopAnd(() => cpSync(nats.storeDir, copy, { recursive: true }));
    await registerMany(profile.store, 20);
    await holds(50);
    await nats.stopAnd(() => {
      rmSync(nats.storeDir, { recursive: true });
      cpSync(copy, nats.storeDir, { recursive: true });
    });
    await holds(50);
    expect(losses).toEqual(['tail']);
  });
});
