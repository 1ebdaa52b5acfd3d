import { Leadership } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import type { ServiceConfig, ServiceEngine } from '@clipcast/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import { EntryBooking } from './budgets/entry-booking.ts';
import { HeldAsideRater } from './budgets/rate-held-aside/held-aside-rater.ts';
import { RateHeldAsideWorker } from './budgets/rate-held-aside/rate-held-aside.worker.ts';
import type { MoneyClock } from './clock/money-clock.ts';
import type { BillingTables } from './database.ts';
import { isLevel } from './level-read-model.ts';
import { PriceBooks } from './prices/price-books.ts';
import { PricesModule } from './prices/prices.module.ts';
import { unratedUsage } from './prices/unrated-usage.projection.ts';
import { MonthQuotas } from './quotas/month-quotas.ts';
import { CarryOutReRatingWorker } from './re-ratings/carry-out-re-rating/carry-out-re-rating.worker.ts';
import { ReRater } from './re-ratings/carry-out-re-rating/re-rater.ts';
import { reRatingEntries } from './re-ratings/re-rating-entries.projection.ts';
import { ReRatingsModule } from './re-ratings/re-ratings.module.ts';

/** Prices, and the workers that make up for those that came late. */
@Module({ imports: [PricesModule, ReRatingsModule] })
export class PriceWorkersModule {
  static with(
    engine: ServiceEngine<BillingTables>,
    config: ServiceConfig,
    clock: MoneyClock,
    runtime: Runtime,
  ): DynamicModule {
    const { deciders, door, onTrouble } = engine;
    const leadership = () => new Leadership(config.DATABASE_URL.reveal(), runtime, onTrouble);
    const prices = new PriceBooks(deciders, runtime.timers);
    const booking = new EntryBooking(deciders, new MonthQuotas(door, runtime), clock);
    engine.add(
      new RateHeldAsideWorker({
        rater: new HeldAsideRater({ door, prices, booking, onTrouble }),
        door,
        leadership: leadership(),
        listen: (ring) => engine.onMoved(unratedUsage.name, ring),
        runtime,
        onTrouble,
      }),
    );
    engine.add(
      new CarryOutReRatingWorker({
        reRater: new ReRater({
          door,
          deciders,
          prices,
          booking,
          clock,
          isLevel: (name) => isLevel(engine, name),
        }),
        leadership: leadership(),
        listen: (ring) => engine.onMoved(reRatingEntries.name, ring),
        runtime,
        onTrouble,
      }),
    );
    return { module: PriceWorkersModule };
  }
}
