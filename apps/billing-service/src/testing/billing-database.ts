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
import { CostBooks } from '../budgets/cost-books.ts';
import { EntryBooking } from '../budgets/entry-booking.ts';
import { RecordCostHandler } from '../budgets/record-cost/record-cost.handler.ts';
import { costLedger } from '../costs/cost-ledger.projection.ts';
import type { BillingTables } from '../database.ts';
import { billingMigrations } from '../migrations/index.ts';
import { monthBudgets } from '../overview/month-budget.projection.ts';
import { profileNames } from '../overview/profile-names.projection.ts';
import { PriceBooks } from '../prices/price-books.ts';
import { unratedUsage } from '../prices/unrated-usage.projection.ts';
import { knownProfiles } from '../profiles/known-profiles.projection.ts';
import { MonthQuotas } from '../quotas/month-quotas.ts';
import type { Quota } from '../quotas/quota.ts';
import { quotaHistory } from '../quotas/quota-history.projection.ts';
import { quotas } from '../quotas/quotas.projection.ts';
import { reRatingEntries } from '../re-ratings/re-rating-entries.projection.ts';
import { reservations } from '../reservations/reservations.projection.ts';
import { toldQuota } from './builders.ts';
import { runtimeAt } from './test-clock.ts';

/** The write side on a real PostgreSQL, without subscriptions: the test says what has come over and what has not. */
export async function billingDatabase(now: string) {
  const testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url, billingMigrations);
  const database = openDatabase<BillingTables>(testDatabase.url);
  const own = [costLedger, monthBudgets, unratedUsage, reRatingEntries, reservations].map((projection) => ({
    ...projection,
    source: 'billing',
  }));
  const foreign = [knownProfiles, quotas, quotaHistory, profileNames];
  await installReadModels((database as unknown as Database).db, [...own, ...foreign]);
  const store = new EventStore('billing', database as unknown as Database, systemRuntime);
  const deciders = new Deciders(store, systemRuntime);
  const door = new TenantDoor(database.db);
  let shown = 0n;
  const { runtime, moneyClock, set } = runtimeAt(now);
  const prices = new PriceBooks(deciders, runtime.timers);
  const books = new CostBooks(
    new EntryBooking(deciders, new MonthQuotas(door, runtime), moneyClock),
    store,
    prices,
  );
  return {
    deciders,
    database: database as unknown as Database,
    db: database.db,
    books,
    moneyClock,
    door,
    store,
    setClock: set,
    recordCost: new RecordCostHandler(books),
    applyQuota: new ApplyQuotaHandler(deciders, moneyClock),
    budgetOf: async (profileId: ProfileId, month: string) =>
      (await readBudget(deciders, profileId, month)).state,
    /** What the projections of the service's own facts do when they get there. */
    catchUp: async () => {
      for (;;) {
        const events = await store.readAll(shown);
        const last = events.at(-1);
        if (!last) return;
        await database.db.transaction().execute(async (tx) => {
          for (const projection of [costLedger, monthBudgets, reservations])
            await projection.apply(tx, events);
        });
        shown = last.position;
      }
    },
    /** What the subscription `quotas` does when it gets there. */
    quotaArrives: (profileId: ProfileId, quota: Quota) =>
      database.db.transaction().execute((tx) => quotas.project(tx, [toldQuota(profileId, quota)])),
    close: async () => {
      await database.close();
      await testDatabase.drop();
    },
  };
}
