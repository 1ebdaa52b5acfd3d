import { withClient } from '@clipcast/local-servers';
import { connect } from '@nats-io/transport-node';

/** Which servers a figure was taken with. */
export interface ServerFacts {
  readonly postgres: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly maxConnections: number;
  readonly natsServer: string;
}

/** What the servers say of themselves. */
export async function serverFacts(databaseUrl: string, natsUrl: string): Promise<ServerFacts> {
  const nats = await connect({ servers: natsUrl });
  const natsServer = nats.info?.version ?? 'unknown';
  await nats.close();
  return withClient(databaseUrl, async (client) => {
    const setting = async (name: string): Promise<string> => {
      const { rows } = await client.query<{ value: string }>('select current_setting($1) as value', [name]);
      return rows[0]?.value ?? 'unknown';
    };
    return {
      postgres: await setting('server_version'),
      fsync: await setting('fsync'),
      synchronousCommit: await setting('synchronous_commit'),
      maxConnections: Number(await setting('max_connections')),
      natsServer,
    };
  });
}
