import { findOrFetchNatsServer } from '@clipcast/local-servers';
import type { StartedTestContainer } from 'testcontainers';
import type { TestServers, TestServersOptions } from './test-servers.ts';

const POSTGRES_IMAGE = 'postgres:18';
const NATS_IMAGE = 'nats:2.12';
const START_WITHIN_MS = 180_000;
const PASSWORD = 'test';
/** As everywhere else here; the image's own is en_US, which sorts text another way. */
const INITDB_ARGS = '--encoding=UTF8 --locale=C';
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

const settings = (names: readonly string[]): string[] => names.flatMap((name) => ['-c', name]);

const startBoth = async (durable: boolean): Promise<[StartedTestContainer, StartedTestContainer]> => {
  // Loaded only where it is used: the library takes longer to load than the embedded servers take to start.
  const { GenericContainer, Wait } = await import('testcontainers');
  const postgres = new GenericContainer(POSTGRES_IMAGE)
    .withEnvironment({
      POSTGRES_USER: 'clipcast',
      POSTGRES_PASSWORD: PASSWORD,
      POSTGRES_DB: 'postgres',
      POSTGRES_INITDB_ARGS: INITDB_ARGS,
    })
    .withCommand(['postgres', ...settings(['max_connections=400', ...(durable ? [] : FAST)])])
    .withExposedPorts(5432)
    // The image starts the server once to set it up and once for good.
    .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
    .withStartupTimeout(START_WITHIN_MS);
  const nats = new GenericContainer(NATS_IMAGE)
    .withCommand(['-js'])
    .withExposedPorts(4222)
    .withWaitStrategy(Wait.forLogMessage(/Server is ready/))
    .withStartupTimeout(START_WITHIN_MS);
  const started = await Promise.allSettled([postgres.start(), nats.start()]);
  const [first, second] = started;
  if (first.status === 'fulfilled' && second.status === 'fulfilled') return [first.value, second.value];
  for (const one of started) if (one.status === 'fulfilled') await one.value.stop();
  throw first.status === 'rejected' ? first.reason : (second as PromiseRejectedResult).reason;
};

/** PostgreSQL and NATS as containers, in the versions that production runs. */
export async function startContainers({ durable = false, notice }: TestServersOptions): Promise<TestServers> {
  const [postgres, nats] = await startBoth(durable);
  const program = await findOrFetchNatsServer(notice ? { notice } : {}).catch(() => undefined);
  return {
    databaseUrl: `postgres://clipcast:${PASSWORD}@${postgres.getHost()}:${postgres.getMappedPort(5432)}/postgres`,
    natsUrl: `nats://${nats.getHost()}:${nats.getMappedPort(4222)}`,
    natsServerBin: program?.path,
    description: `containers ${POSTGRES_IMAGE} and ${NATS_IMAGE}`,
    stop: async () => {
      await Promise.all([postgres.stop(), nats.stop()]);
    },
  };
}
