import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { createTestDatabase, type TestDatabase } from '@clipcast/testing';
import { openDatabase, type Database } from './open-database.ts';
import { isDatabaseTrouble } from './passing-trouble.ts';

/** A wire to a server that can lose it: what is sent over a lost wire arrives nowhere, and nobody is told. */
async function startWire(target: URL) {
  const pairs: [Socket, Socket][] = [];
  const server = createServer((near) => {
    const far = createConnection(Number(target.port), target.hostname);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far);
    far.pipe(near);
    pairs.push([near, far]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    /** Loses every connection that stands; later ones come through. */
    loseConnections: () => {
      for (const [near, far] of pairs) {
        near.unpipe();
        far.unpipe();
        near.resume();
      }
    },
    close: () => {
      for (const socket of pairs.flat()) socket.destroy();
      server.close();
    },
  };
}

describe('a database whose host is gone without a word', () => {
  let testDatabase: TestDatabase;
  let wire: Awaited<ReturnType<typeof startWire>>;
  let database: Database;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    wire = await startWire(new URL(testDatabase.url));
    database = openDatabase(wire.url, 1, 1_500);
  });
  afterAll(async () => {
    await database.close();
    wire.close();
    await testDatabase.drop();
  });

  it('fails the query as passing trouble, and the next one gets a connection of its own', async () => {
    await database.pool.query('select 1');
    wire.loseConnections();
    const lost: unknown = await database.db
      .selectFrom('log_head')
      .selectAll()
      .execute()
      .catch((error: unknown) => error);
    expect([isDatabaseTrouble(lost), String(lost)]).toEqual([
      true,
      expect.stringMatching(/timeout|terminated/),
    ]);
    const { rows } = await database.pool.query('select 2 as answer');
    expect(rows).toEqual([{ answer: 2 }]);
  });

  it('is told from one that takes long: that one ends the statement itself', async () => {
    await expect(database.pool.query('select pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
  });
});
