import { systemRuntime } from '@clipcast/kernel';
import { createTestDatabase } from '@clipcast/testing';
import { migrateToLatest } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { EventStore } from '../log/event-store.ts';

/** A fresh log on a real PostgreSQL. */
export async function openTestLog() {
  const testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url);
  const database = openDatabase(testDatabase.url, 20);
  const store = new EventStore('billing', database, systemRuntime);
  const close = async () => {
    await database.close();
    await testDatabase.drop();
  };
  return { url: testDatabase.url, database, store, close };
}
