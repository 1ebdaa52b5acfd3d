import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { createNameList, writtenNames } from './name-list.ts';
import { testService } from './test-service.ts';

type TestService = Awaited<ReturnType<typeof testService>>;

/** A source with its stream, and a service that follows it with a list of names. */
export interface TwoServices {
  readonly nats: TestNats;
  readonly profile: TestService;
  readonly billing: TestService;
  /** Waits until the list holds exactly these names. */
  arrived(names: readonly string[]): Promise<void>;
  /** Waits until the stream holds this many messages. */
  published(count: number): Promise<void>;
  withManager<T>(work: (manager: JetStreamManager) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Starts both, with nothing running yet. */
export async function twoServices(): Promise<TwoServices> {
  const nats = await testNats();
  const [profile, billing] = [await testService('profile', nats.url), await testService('billing', nats.url)];
  await createNameList(billing.database);
  const withManager = async <T>(work: (manager: JetStreamManager) => Promise<T>): Promise<T> => {
    const connection = await connect({ servers: nats.url });
    try {
      return await work(await jetstreamManager(connection));
    } finally {
      await connection.close();
    }
  };
  const storedMessages = () =>
    withManager(async (manager) => (await manager.streams.info('PROFILE')).state.messages);
  return {
    nats,
    profile,
    billing,
    withManager,
    arrived: (names) =>
      eventually(async () => expect(await writtenNames(billing.database)).toEqual(names), {
        withinMs: 20_000,
      }),
    published: (count) =>
      eventually(async () => expect(await storedMessages()).toBe(count), { withinMs: 10_000 }),
    close: async () => {
      await Promise.all([profile.close(), billing.close()]);
      await nats.stop();
    },
  };
}
