import { StorageType, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { eventually } from './eventually.ts';
import { testNatsCluster, type TestNatsCluster } from './test-nats-cluster.ts';

let cluster: TestNatsCluster;
beforeAll(async () => (cluster = await testNatsCluster()), 30_000);
afterAll(() => cluster.stop());

it('keeps a stream of three replicas when its leader crashes', async () => {
  const connection = await connect({ servers: cluster.url.split(','), maxReconnectAttempts: -1 });
  const manager = await jetstreamManager(connection);
  await manager.streams.add({
    name: 'THINGS',
    subjects: ['things.*'],
    storage: StorageType.File,
    num_replicas: 3,
  });
  await jetstream(connection).publish('things.one');
  const leader = await cluster.leaderOf('THINGS');
  await leader.kill();
  await eventually(async () => expect(await cluster.leaderOf('THINGS')).not.toBe(leader), {
    withinMs: 15_000,
  });
  const { state } = await manager.streams.info('THINGS');
  await connection.close();
  expect(state.messages).toBe(1);
}, 30_000);
