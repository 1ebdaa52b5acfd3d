import { migrateToLatest, openDatabase, type Database } from '@clipcast/event-store';
import { prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { createTestDatabase, type TestDatabase } from '@clipcast/testing';
import type { PublishTables } from '../../database.ts';
import { publishMigrations } from '../../migrations/index.ts';
import { PublishInstants } from './publish-instants.adapter.ts';

const NOW = new Date('2026-11-01T12:00:00.000Z');
const WANTED = new Date('2026-11-01T12:01:00.997Z');

describe('publish instants', () => {
  let testDatabase: TestDatabase;
  let databases: Database<PublishTables>[];
  let replicas: PublishInstants[];
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    await migrateToLatest(testDatabase.url, publishMigrations);
    databases = [1, 2].map(() => openDatabase<PublishTables>(testDatabase.url, 3));
    replicas = databases.map(({ db }) => new PublishInstants(db, systemRuntime.timers));
  });
  afterAll(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await testDatabase.drop();
  });

  const aProfile = (): ProfileId => prefixed('prf', systemRuntime.ids.next());
  const reserve = (integrationId: string, count: number): Promise<Date>[] =>
    Array.from({ length: count }, (_, index) => {
      const replica = replicas[index % 2];
      if (!replica) throw new Error('There is no replica.');
      return replica.reserve(aProfile(), integrationId, WANTED, NOW);
    });
  const offsets = async (instants: Promise<Date>[]) =>
    (await Promise.all(instants))
      .map((at) => at.getTime() - WANTED.getTime())
      .sort((one, other) => one - other);

  /** The whole second is left to people. */
  it('gives no two posts of an account the same one, whoever asks at the same time', async () => {
    expect(await offsets(reserve('shared', 8))).toEqual([0, 1, 2, 4, 5, 6, 7, 8]);
  });

  it('keeps accounts apart', async () => {
    const ofEach = await Promise.all(
      ['one', 'another', 'third'].map((account) => offsets(reserve(account, 2))),
    );
    expect(ofEach).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
  });
});
