import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { testNats, type TestNats } from './test-nats.ts';

let nats: TestNats;

// A request sent while a connection is being restored is lost, so every look uses a connection of its own.
const withManager = async <T>(work: (manager: JetStreamManager) => Promise<T>): Promise<T> => {
  const connection = await connect({ servers: nats.url });
  try {
    return await work(await jetstreamManager(connection));
  } finally {
    await connection.close();
  }
};
const storedMessages = (): Promise<number> =>
  withManager(async (manager) => (await manager.streams.info('THINGS')).state.messages);

beforeAll(async () => {
  nats = await testNats();
  await withManager(async (manager) => {
    await manager.streams.add({ name: 'THINGS', subjects: ['things.*'] });
    await manager.jetstream().publish('things.one');
  });
});

afterAll(() => nats.stop());

it('keeps what was stored over a restart', async () => {
  await nats.restart();
  await expect(storedMessages()).resolves.toBe(1);
});

it('keeps what was acknowledged over a crash', async () => {
  await nats.kill();
  await nats.restart();
  await expect(storedMessages()).resolves.toBe(1);
});

it('loses every stream when the store is wiped', async () => {
  await nats.wipeStore();
  await expect(storedMessages()).rejects.toThrow('stream not found');
});
