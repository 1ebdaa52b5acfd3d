import { publishingSettingsUpdated, type PublishingSettingsUpdated } from '@clipcast/contracts';
import { migrateToLatest, openDatabase, TenantDoor, type Database } from '@clipcast/event-store';
import { bareId, prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import type { PublicEvent } from '@clipcast/messaging';
import { createTestDatabase, type TestDatabase } from '@clipcast/testing';
import type { PublishTables } from '../database.ts';
import { publishingSettings } from './publishing-settings.projection.ts';
import { PublishingSettings } from './publishing-settings.query.ts';

let testDatabase: TestDatabase;
let database: Database<PublishTables>;
let settings: PublishingSettings;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url);
  database = openDatabase(testDatabase.url, 2);
  for (const table of publishingSettings.tables) await table.create(database.db as never);
  settings = new PublishingSettings(new TenantDoor(database.db), systemRuntime.timers);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const aProfile = (): ProfileId => prefixed('prf', systemRuntime.ids.next());
const updated = (
  profileId: ProfileId,
  streamVersion: number,
  data: PublishingSettingsUpdated['data'],
): PublicEvent =>
  ({
    type: publishingSettingsUpdated.type,
    service: 'profile',
    profileId,
    streamId: bareId(profileId),
    streamVersion,
    data,
  }) as unknown as PublicEvent;
const project = (...events: PublicEvent[]) =>
  database.db.transaction().execute((tx) => publishingSettings.project(tx, events));

it('are what there is by default, until the profile says something', async () => {
  expect(await settings.of(aProfile())).toEqual({ leadSeconds: null, allowDefaultConnection: true });
});

it('are what was said last, of this profile alone', async () => {
  const [acme, globex] = [aProfile(), aProfile()];
  await project(
    updated(acme, 2, { leadSeconds: 45.5, allowDefaultConnection: false }),
    updated(globex, 2, { leadSeconds: 300, allowDefaultConnection: true }),
    updated(acme, 3, { leadSeconds: null, allowDefaultConnection: false }),
  );
  expect(await settings.of(acme)).toEqual({ leadSeconds: null, allowDefaultConnection: false });
  expect(await settings.of(globex)).toEqual({ leadSeconds: 300, allowDefaultConnection: true });
});

it('are not taken back by what is said again', async () => {
  const acme = aProfile();
  const old = updated(acme, 2, { leadSeconds: 45, allowDefaultConnection: true });
  await project(old, updated(acme, 5, { leadSeconds: 60, allowDefaultConnection: false }));
  await project(old);
  expect(await settings.of(acme)).toEqual({ leadSeconds: 60, allowDefaultConnection: false });
});
