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
  /** Where JetStream keeps its files. */
  readonly storeDir: string;
  /** Stops it, does something to its files, and starts it again. */
  stopAnd(change: () => void): Promise<void>;
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
  const stopAnd = async (change: () => void): Promise<void> => {
    await server.stop();
    change();
    await server.start();
  };
  return {
    url: server.url,
    storeDir: server.storeDir,
    stopAnd,
    restart: () => stopAnd(() => undefined),
    kill: () => server.kill(),
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    wipeStore: () => stopAnd(() => rmSync(server.storeDir, { recursive: true, force: true })),
  };
}
