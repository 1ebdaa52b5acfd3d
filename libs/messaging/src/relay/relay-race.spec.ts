import { jest } from '@jest/globals';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import {
  oneTo,
  registerMany,
  startRelay,
  withManager,
  storedMessages,
  storedNumbers,
} from '../testing/relay-fixture.ts';
import { aProfile, testService } from '../testing/test-service.ts';

jest.setTimeout(60_000);

describe('the relay', () => {
  let nats: TestNats;
  let profile: Awaited<ReturnType<typeof testService>>;
  const relays: ReturnType<typeof startRelay>[] = [];
  beforeEach(async () => {
    nats = await testNats();
    profile = await testService('profile', nats.url);
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map(({ stop }) => stop()));
    await profile.close();
    await nats.stop();
  });
  const start = () => {
    const relay = startRelay(profile.store, nats.url);
    relays.push(relay);
    return relay;
  };

  it('leaves every event once and in order, although three race without knowing of each other', async () => {
    // Into a stream that was purged events go without an id, so what JetStream remembers of ids is no help.
    await withManager(nats.url, async (manager) => {
      await manager.streams.add({ name: 'PROFILE', subjects: ['clipcast.profile.*'] });
      await manager.jetstream().publish('clipcast.profile.Gone');
      await manager.streams.purge('PROFILE');
    });
    await registerMany(profile.store, 4_000);
    for (let racers = 0; racers < 3; racers += 1) start();
    await registerMany(profile.store, 4_000);
    await eventually(async () => expect((await storedMessages(nats.url)).length).toBe(8_000), {
      withinMs: 30_000,
    });
    expect(await storedNumbers(nats.url)).toEqual(oneTo(8_000));
  });

  it('goes on from where it was when NATS crashes under load', async () => {
    start();
    const appending = registerMany(profile.store, 6_000);
    for (let crashes = 0; crashes < 2; crashes += 1) {
      const before = await eventually(
        async () => {
          const { published = 0n } = (await relays[0]?.relay.progress()) ?? {};
          expect(published).toBeGreaterThan(BigInt(crashes * 1_000));
          return published;
        },
        { withinMs: 15_000 },
      );
      expect(before).toBeLessThanOrEqual(6_000n);
      await nats.kill();
      await nats.restart();
    }
    await appending;
    await eventually(async () => expect(await storedNumbers(nats.url)).toEqual(oneTo(6_000)), {
      withinMs: 20_000,
    });
  });

  it('tells the exact lag on any replica, and that it does not know when NATS is away', async () => {
    const leader = start();
    const standby = startRelay(profile.store, nats.url, {
      leadership: { hold: (_, signal) => until(signal) },
    });
    relays.push(standby);
    await registerMany(profile.store, 7);
    await eventually(async () =>
      expect(await standby.relay.progress()).toEqual({
        head: 7n,
        published: 7n,
        lag: 0n,
        leading: false,
        trouble: undefined,
      }),
    );
    expect(await leader.relay.progress()).toMatchObject({ lag: 0n, leading: true });
    await leader.stop();
    relays.splice(relays.indexOf(leader), 1);
    await registerMany(profile.store, 5);
    await eventually(async () =>
      expect(await standby.relay.progress()).toMatchObject({ head: 12n, published: 7n, lag: 5n }),
    );
    await nats.kill();
    await eventually(
      async () =>
        expect(await standby.relay.progress()).toMatchObject({
          head: 12n,
          published: undefined,
          lag: undefined,
        }),
      { withinMs: 10_000 },
    );
  });

  it('writes headers that cannot be broken by what somebody wrote', async () => {
    start();
    const id = aProfile();
    const context = {
      actor: 'operator:evil\r\nNats-Rollup: all',
      correlationId: 'c-1',
      causationId: 'c-0',
    };
    await profile.store.append([
      {
        stream: { profileId: id, type: 'profile', id: id.slice(4) },
        expectedVersion: 0,
        events: [{ type: 'ProfileRegistered', data: { name: 'Zoë ✓', slug: 'zoe' } }],
        context,
      },
    ]);
    const [message] = await eventually(async () => {
      const messages = await storedMessages(nats.url);
      expect(messages).toHaveLength(1);
      return messages;
    });
    const { epoch } = await profile.store.head();
    const [event] = await profile.store.readPublic(0n);
    const found = Object.fromEntries([...(message?.headers ?? [])].map(([name, [value]]) => [name, value]));
    expect(message?.json()).toEqual({ name: 'Zoë ✓', slug: 'zoe' });
    expect(found).toEqual({
      'Nats-Expected-Last-Sequence': '0',
      'Nats-Msg-Id': event?.id,
      'ce-specversion': '1.0',
      'ce-id': event?.id,
      'ce-source': '/clipcast/profile-service',
      'ce-type': 'clipcast.profile.ProfileRegistered.v1',
      'ce-time': event?.recordedAt.toISOString(),
      'ce-subject': id,
      'ce-dataschema': 'urn:clipcast:profile:ProfileRegistered:v1',
      'ce-datacontenttype': 'application/json',
      'ce-correlationid': 'c-1',
      'ce-causationid': 'c-0',
      'ce-streamid': event?.streamId,
      'ce-streamversion': '1',
      'ce-actor': 'operator:evil Nats-Rollup: all',
      'Content-Type': 'application/json',
      'Clipcast-Position': '1',
      'Clipcast-Number': '1',
      'Clipcast-Epoch': epoch,
    });
  });
});

const until = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
