import { Deciders, EventStore, type Projection } from '@clipcast/event-store';
import { bareId, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { CostBooks } from '../budgets/cost-books.ts';
import { EntryBooking } from '../budgets/entry-booking.ts';
import { HeldAsideRater } from '../budgets/rate-held-aside/held-aside-rater.ts';
import { RecordCostHandler } from '../budgets/record-cost/record-cost.handler.ts';
import { RecordCost, type ReportedCost } from '../budgets/record-cost/record-cost.ts';
import { costLedger } from '../costs/cost-ledger.projection.ts';
import type { BillingTables } from '../database.ts';
import { EndPriceHandler } from '../prices/end-price/end-price.handler.ts';
import { EndPrice } from '../prices/end-price/end-price.ts';
import type { End } from '../prices/price-book.ts';
import type { NewPrice } from '../prices/price-input.ts';
import { PriceBooks } from '../prices/price-books.ts';
import { SetPricesHandler } from '../prices/set-prices/set-prices.handler.ts';
import { SetPrices } from '../prices/set-prices/set-prices.ts';
import { unratedUsage } from '../prices/unrated-usage.projection.ts';
import { KnownProfiles } from '../profiles/known-profiles.ts';
import { MonthQuotas } from '../quotas/month-quotas.ts';
import { BeginReRatingHandler } from '../re-ratings/begin-re-rating/begin-re-rating.handler.ts';
import { ReRater } from '../re-ratings/carry-out-re-rating/re-rater.ts';
import { reRatingEntries } from '../re-ratings/re-rating-entries.projection.ts';
import { UndoReRatingHandler } from '../re-ratings/undo-re-rating/undo-re-rating.handler.ts';
import { aContext, aProfileId } from './builders.ts';
import { billingDatabase } from './billing-database.ts';

/** The write side of prices on a real PostgreSQL, for as many replicas as a test wants; the test moves the read models. */
export async function pricedDatabase(now: string) {
  const billing = await billingDatabase(now);
  const { door, moneyClock } = billing;
  const own: Projection<BillingTables>[] = [costLedger, unratedUsage, reRatingEntries];
  let projected = 0n;
  let projecting = Promise.resolve();

  /** Brings the read models level with the log, one after another as the one that leads them does. */
  const project = (): Promise<void> => (projecting = projecting.then(projectNext));
  const projectNext = async (): Promise<void> => {
    const events = await billing.store.readAll(projected, 1_000);
    const last = events.at(-1);
    if (!last) return;
    for (const projection of own)
      await billing.db.transaction().execute((tx) => projection.apply(tx, events));
    projected = last.position;
    await projectNext();
  };

  /** Another process on the same database: nothing is shared but the log. */
  const replica = (isLevel: () => Promise<boolean> = () => project().then(() => true)) => {
    const store = new EventStore('billing', billing.database, systemRuntime);
    const deciders = new Deciders(store, systemRuntime);
    const prices = new PriceBooks(deciders, systemRuntime.timers);
    const quotas = new MonthQuotas(door, systemRuntime);
    const booking = new EntryBooking(deciders, quotas, moneyClock);
    const trouble: unknown[] = [];
    const onTrouble = (_: string, error: unknown) => void trouble.push(error);
    const recordCost = new RecordCostHandler(new CostBooks(booking, store, prices));
    const profiles = new KnownProfiles(door);
    const setPrices = new SetPricesHandler(deciders, profiles, moneyClock);
    const endPrice = new EndPriceHandler(deciders, profiles, prices, moneyClock);
    return {
      deciders,
      prices,
      trouble,
      booking,
      rater: new HeldAsideRater({ door, prices, booking, onTrouble }),
      reRater: new ReRater({ door, deciders, prices, booking, clock: moneyClock, isLevel }),
      begin: new BeginReRatingHandler(deciders, systemRuntime, moneyClock),
      undo: new UndoReRatingHandler(deciders, moneyClock),
      report: (profileId: ProfileId, cost: ReportedCost) =>
        recordCost.execute(new RecordCost(profileId, cost, aContext())),
      setPrices: (owner: ProfileId, ...prices: NewPrice[]) =>
        setPrices.execute(new SetPrices(owner, prices, aContext(), undefined)),
      endPrice: (owner: ProfileId, end: End) =>
        endPrice.execute(new EndPrice(owner, end, aContext(), undefined)),
    };
  };

  return {
    ...billing,
    project,
    replica,
    registeredProfile: async (): Promise<ProfileId> => {
      const profileId = aProfileId();
      await billing.db
        .insertInto('known_profile')
        .values({ profile_id: bareId(profileId) })
        .execute();
      return profileId;
    },
    entriesOf: (profileId: ProfileId) =>
      door.of(profileId).selectFrom('cost_entry').selectAll().orderBy('position').execute(),
  };
}

/** Characters of a voice at 30 cents per thousand since the new year, unless said otherwise. */
export const aPrice = (different: Partial<NewPrice> = {}): NewPrice => ({
  provider: 'elevenlabs',
  model: 'eleven_v3',
  unit: 'character',
  plan: null,
  unitPriceUsd: '0.30',
  per: '1000',
  effectiveFrom: '2026-01-01T00:00:00.000Z',
  ...different,
});
