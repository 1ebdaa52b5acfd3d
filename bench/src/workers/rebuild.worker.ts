import { EventStore, openDatabase } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import { rebuildLedger } from '../rebuild/rebuild-ledger.ts';
import { serve } from './serve.ts';

/** One rebuild of billing-service's cost ledger, and then the end. */
serve<{ readonly databaseUrl: string }>(async ({ databaseUrl }, _, measure) => {
  const database = openDatabase(databaseUrl);
  const store = new EventStore('billing', database, systemRuntime);
  await rebuildLedger(database, store, systemRuntime, measure);
  await database.pool.end();
});
