import { openDatabase, TenantDoor, type Database } from '@clipcast/event-store';
import { bareId, prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { createTestDatabase, type TestDatabase } from '@clipcast/testing';
import type { PublishTables } from '../database.ts';
import { connections } from './connection.projection.ts';
import { findVersions, type WantedVersions } from './find-versions.query.ts';

const [one, other, nobody] = [1, 2, 3].map((): ProfileId => prefixed('prf', systemRuntime.ids.next()));

describe('looking connections up', () => {
  let testDatabase: TestDatabase;
  let database: Database<PublishTables>;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase<PublishTables>(testDatabase.url, 2);
    for (const table of connections.tables) await table.create(database.db as never);
    await add(one, 1, 2, 3);
    await add(other, 2);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const add = async (profileId: ProfileId | undefined, ...versions: number[]): Promise<void> => {
    if (!profileId) throw new Error('There is no such profile.');
    const rows = versions.map((version) => ({
      profile_id: bareId(profileId),
      connection_version: version,
      api_url: 'https://postiz.example.com',
      sealed_api_key: `key ${version}`,
      enabled: true,
      removed: false,
    }));
    await database.db.insertInto('connection').values(rows).execute();
  };

  it('finds for each what it asked for, from a version on or the newest alone, oldest first', async () => {
    const wanted = [
      { profileId: one, from: 2 },
      { profileId: other, from: 'newest' },
      { profileId: nobody, from: 1 },
      { profileId: one, from: 'newest' },
      { profileId: one, from: 2 },
      { profileId: other, from: 3 },
      { profileId: nobody, from: 'newest' },
    ] as WantedVersions[];
    const found = await findVersions(new TenantDoor(database.db), wanted);
    const key = (version: number) => expect.objectContaining({ sealed_api_key: `key ${version}` }) as unknown;
    expect(found).toEqual([[key(2), key(3)], [key(2)], [], [key(3)], [key(2), key(3)], [], []]);
    expect(found.flat().map(({ profile_id }) => profile_id)).toEqual(
      [one, one, other, one, one, one].map((profileId) => profileId && bareId(profileId)),
    );
  });
});
