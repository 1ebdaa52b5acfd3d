import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import { findOrFetchNatsServer, freePort, LocalNats, LocalServerError } from '@clipcast/local-servers';

/** A nats-server that belongs to one spec file. */
export interface TestNats {
  /** The same over all restarts. */
  readonly url: string;
  /** Stops it in good order, unless it is down already, and starts it with the same port and store. */
  restart(): Promise<void>;
  /** Ends it as a crash would; `restart` brings it back. */
  kill(): Promise<void>;
  /** Stops it and removes what it stored. */
  stop(): Promise<void>;
  /** Loses everything JetStream stored, as a replaced disk would: stopped, emptied, started again. */
  wipeStore(): Promise<void>;
}

const ATTEMPTS = 3;

const startOnFreePort = async (binary: string, dataDir: string): Promise<LocalNats> => {
  for (let attempt = 1; ; attempt += 1) {
    const options = { binary, dataDir, port: await freePort(), logFile: join(dataDir, 'nats.log') };
    const server = new LocalNats(options, systemRuntime);
    try {
      await server.start();
      return server;
    } catch (error) {
      // Between our look and the start another test may have taken the port.
      if (attempt === ATTEMPTS || !(error instanceof LocalServerError)) throw error;
    }
  }
};

/** Starts a nats-server with JetStream and an empty store; takes about 50 ms. Stop it in `afterAll`. */
export async function testNats(): Promise<TestNats> {
  const { path } = await findOrFetchNatsServer();
  const dataDir = mkdtempSync(join(tmpdir(), 'clipcast-test-nats-'));
  const server = await startOnFreePort(path, dataDir);
  return {
    url: server.url,
    restart: async () => {
      await server.stop();
      await server.start();
    },
    kill: () => server.kill(),
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    wipeStore: async () => {
      await server.stop();
      rmSync(server.storeDir, { recursive: true, force: true });
      await server.start();
    },
  };
}
