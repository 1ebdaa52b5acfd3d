import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '@clipcast/local-servers';
import { connect } from '@nats-io/transport-node';
import { dockerAnswers } from './docker-engine.ts';
import { startEmbedded } from './embedded-servers.ts';

it('starts a PostgreSQL that keeps time in UTC and a NATS server, and ends both', async () => {
  const servers = await startEmbedded({});
  const zone = await withClient(servers.databaseUrl, (client) => client.query('SHOW timezone'));
  expect(zone.rows).toEqual([{ TimeZone: 'UTC' }]);
  const connection = await connect({ servers: servers.natsUrl });
  expect(connection.info?.jetstream).toBe(true);
  await connection.close();
  await servers.stop();
  await expect(withClient(servers.databaseUrl, (client) => client.query('SELECT 1'))).rejects.toThrow(
    'ECONNREFUSED',
  );
  await expect(connect({ servers: servers.natsUrl })).rejects.toThrow();
});

it('sees a Docker engine only where one answers', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'clipcast-docker-'));
  const socket = join(directory, 'docker.sock');
  await expect(dockerAnswers(`unix://${socket}`)).resolves.toBe(false);
  const engine = createServer((_, response) => response.end('OK'));
  await new Promise<void>((resolve) => engine.listen(socket, resolve));
  await expect(dockerAnswers(`unix://${socket}`)).resolves.toBe(true);
  await new Promise((resolve) => engine.close(resolve));
  rmSync(directory, { recursive: true });
});
