import { systemRuntime } from '@clipcast/kernel';
import { createDatabase, withClient } from '@clipcast/local-servers';
import { testEnvironment } from './config.ts';
import { sharedPostgres } from './shared-postgres.ts';

/** An empty database that belongs to one spec. */
export interface TestDatabase {
  readonly url: string;
  /** Ends all its connections and removes it. */
  drop(): Promise<void>;
}

/**
 * Makes an empty database with a name of its own, on the server of the test run, or on one that all test runs of this
 * user on this machine share when none was named.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = testEnvironment().databaseUrl ?? (await sharedPostgres());
  const name = `test_${systemRuntime.ids.next().replaceAll('-', '')}`;
  const url = await createDatabase(server, name);
  return {
    url,
    drop: () =>
      withClient(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
      }),
  };
}
