import { createDatabase } from '@clipcast/local-servers';
import { startTestServers } from '@clipcast/testing';
import type { BenchSurroundings } from '../bench.ts';
import { serverFacts, type ServerFacts } from './server-facts.ts';

/** A PostgreSQL that flushes what it commits, and a NATS server, for one bench alone. */
export interface BenchServers {
  readonly natsUrl: string;
  readonly facts: ServerFacts;
  /** Makes an empty database and gives its URL. */
  readonly database: (name: string) => Promise<string>;
}

/** Starts servers for `work` and stops them after it. @throws {Error} when PostgreSQL does not keep what it commits. */
export async function withServers<T>(
  { say }: BenchSurroundings,
  work: (servers: BenchServers) => Promise<T>,
): Promise<T> {
  const servers = await startTestServers({ durable: true, notice: say });
  const { databaseUrl, natsUrl } = servers;
  try {
    const facts = await serverFacts(databaseUrl, natsUrl);
    if (facts.fsync !== 'on' || facts.synchronousCommit !== 'on')
      throw new Error(
        'PostgreSQL must run with fsync and synchronous_commit on: other figures mean nothing.',
      );
    return await work({ natsUrl, facts, database: (name) => createDatabase(databaseUrl, name) });
  } finally {
    await servers.stop();
  }
}
