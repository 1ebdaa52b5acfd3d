import {
  Deciders,
  EventStore,
  installReadModels,
  migrateToLatest,
  openDatabase,
  TenantDoor,
  type Database,
} from '@clipcast/event-store';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { createTestDatabase } from '@clipcast/testing';
import { ApplyQuotaHandler } from '../budgets/apply-quota/apply-quota.handler.ts';
import { readBudget } from '../budgets/budget-stream.ts';
import { RecordCostHandler } from '../budgets/record-cost/record-cost.handler.ts';
import { costLedger } from '../costs/list-costs/cost-ledger.projection.ts';
import type { BillingTables } from '../database.ts';
import { billingMigrations } from '../migrations/index.ts';
import { knownProfiles } from '../profiles/known-profiles.projection.ts';
import type { Quota } from '../quotas/quota.ts';
import { quotas } from '../quotas/quotas.projection.ts';
import { toldQuota } from './builders.ts';
import { runtimeAt } from './test-clock.ts';

/** The write side on a real PostgreSQL, without subscriptions: the test says what has come over and what has not. */
export async function billingDatabase(now: string) {
  const testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url, billingMigrations);
  const database = openDatabase<BillingTables>(testDatabase.url);
  const ledger = { ...costLedger, source: 'billing' };
  await installReadModels((database as unknown as Database).db, [ledger, knownProfiles, quotas]);
  const store = new EventStore('billing', database as unknown as Database, systemRuntime);
  const deciders = new Deciders(store, systemRuntime);
  const door = new TenantDoor(database.db);
  const { runtime, set } = runtimeAt(now);
  return {
    db: database.db,
    door,
    store,
    setClock: set,
    recordCost: new RecordCostHandler(deciders, door, runtime),
    applyQuota: new ApplyQuotaHandler(deciders, runtime),
    budgetOf: async (profileId: ProfileId, month: string) =>
      (await readBudget(deciders, profileId, month)).state,
    /** What the subscription `quotas` does when it gets there. */
    quotaArrives: (profileId: ProfileId, quota: Quota) =>
      database.db.transaction().execute((tx) => quotas.project(tx, [toldQuota(profileId, quota)])),
    close: async () => {
      await database.close();
      await testDatabase.drop();
    },
  };
}
