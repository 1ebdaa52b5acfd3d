import { jest } from '@jest/globals';
import { eventually, testNatsCluster, type TestNatsCluster } from '@clipcast/testing';
import { oneTo, registerMany, startRelay, storedNumbers, withManager } from '../testing/relay-fixture.ts';
import { testService } from '../testing/test-service.ts';

jest.setTimeout(60_000);

describe('relays on a stream of three replicas', () => {
  let cluster: TestNatsCluster;
  let profile: Awaited<ReturnType<typeof testService>>;
  const relays: ReturnType<typeof startRelay>[] = [];
  beforeAll(async () => (cluster = await testNatsCluster()));
  beforeEach(async () => (profile = await testService('profile', cluster.url)));
  afterEach(async () => {
    await Promise.all(relays.splice(0).map(({ stop }) => stop()));
    await profile.close();
  });
  afterAll(() => cluster.stop());

  it('race, lose the leader of the stream, and leave every event once and in order', async () => {
    // Into a stream that was purged events go without an id: what keeps order is the fence alone.
    await withManager(cluster.url, async (manager) => {
      await manager.streams.add({ name: 'PROFILE', subjects: ['clipcast.profile.*'], num_replicas: 3 });
      await manager.jetstream().publish('clipcast.profile.Gone');
      await manager.streams.purge('PROFILE');
    });
    await registerMany(profile.store, 4_000);
    for (let racers = 0; racers < 2; racers += 1) {
      relays.push(startRelay(profile.store, cluster.url, { replicas: 3 }));
    }
    const published = async () => (await relays[0]?.relay.progress())?.published ?? 0n;
    const holds = (count: number) =>
      eventually(async () => expect(await storedNumbers(cluster.url)).toEqual(oneTo(count)), {
        withinMs: 20_000,
      });
    const appending = registerMany(profile.store, 2_000);
    const underWay = () => relays.some(({ relay }) => (relay.lastNumber ?? 0n) > 500n);
    await eventually(() => expect(underWay()).toBe(true), { withinMs: 15_000 });
    const leader = await cluster.leaderOf('PROFILE');
    await leader.kill();
    expect((await profile.store.head()).publicNumber).toBeLessThan(6_000n);
    await appending;
    await eventually(async () => expect(await published()).toBe(6_000n), { withinMs: 20_000 });
    await holds(6_000);
    leader.restart();
    const other = cluster.nodes.find((node) => node !== leader);
    await eventually(async () => expect(await cluster.leaderOf('PROFILE')).toBeDefined());
    await other?.kill();
    await registerMany(profile.store, 1_000);
    await eventually(async () => expect(await published()).toBe(7_000n), { withinMs: 20_000 });
    await holds(7_000);
  });
});
