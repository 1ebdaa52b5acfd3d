import { jest } from '@jest/globals';
import { openDatabase } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import { createTestDatabase } from '@clipcast/testing';
import { sql } from 'kysely';
import { DatabaseClock } from './database-clock.adapter.ts';

jest.setTimeout(60_000);

it('is never ahead of the database, although its question waited for a connection', async () => {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url, 1);
  try {
    const clock = new DatabaseClock(database.db as never, systemRuntime.clock);
    const busy = sql`select pg_sleep(1)`.execute(database.db);
    const told = await clock.now();
    await busy;
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(database.db);
    expect(told.getTime()).toBeLessThanOrEqual(rows[0]?.now.getTime() ?? 0);
    expect((await clock.now()).getTime()).toBeGreaterThanOrEqual(told.getTime());
  } finally {
    await database.close();
    await testDatabase.drop();
  }
});
