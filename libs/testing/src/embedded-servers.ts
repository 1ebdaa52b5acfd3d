import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import { findOrFetchNatsServer, freePort, LocalNats, LocalPostgres } from '@clipcast/local-servers';
import type { TestServers, TestServersOptions } from './test-servers.ts';

/** PostgreSQL and NATS as child processes, in a directory that is removed when they stop. */
export async function startEmbedded({ durable = false, notice }: TestServersOptions): Promise<TestServers> {
  const program = await findOrFetchNatsServer(notice ? { notice } : {});
  const home = mkdtempSync(join(tmpdir(), 'clipcast-servers-'));
  // PostgreSQL runs as another user when we are root, and must get through to its own directory.
  chmodSync(home, 0o755);
  const postgres = new LocalPostgres(
    {
      dataDir: join(home, 'postgres'),
      port: await freePort(),
      password: 'test',
      logFile: join(home, 'postgres.log'),
      fast: !durable,
    },
    systemRuntime,
  );
  const nats = new LocalNats(
    {
      binary: program.path,
      dataDir: join(home, 'nats'),
      port: await freePort(),
      logFile: join(home, 'nats.log'),
    },
    systemRuntime,
  );
  const stop = async (): Promise<void> => {
    await Promise.all([postgres.stop(), nats.stop()]);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await Promise.all([postgres.start(), nats.start()]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    databaseUrl: postgres.url,
    natsUrl: nats.url,
    natsServerBin: program.path,
    description: `embedded PostgreSQL, nats-server ${program.version} (${program.origin})`,
    stop,
  };
}
