import type { Runtime } from '@clipcast/kernel';
import { EngineModule, ServiceEngine, type ServiceConfig } from '@clipcast/service-kit';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { applyQuotaWhenQuotaChanged } from './budgets/apply-quota/apply-quota-when-quota-changed.policy.ts';
import { ApplyQuotaHandler } from './budgets/apply-quota/apply-quota.handler.ts';
import { budgetUpcasters } from './budgets/budget-upcasters.ts';
import { BudgetsModule } from './budgets/budgets.module.ts';
import { CostBooks } from './budgets/cost-books.ts';
import { EntryBooking } from './budgets/entry-booking.ts';
import { DatabaseClock } from './clock/database-clock.adapter.ts';
import type { MoneyClock } from './clock/money-clock.ts';
import { costLedger } from './costs/cost-ledger.projection.ts';
import { CostsModule } from './costs/costs.module.ts';
import { KnownEntries } from './costs/known-entries.query.ts';
import { recordCostWhenCostIncurred } from './costs/report-costs/record-cost-when-cost-incurred.policy.ts';
import { ReportCostsHandler } from './costs/report-costs/report-costs.handler.ts';
import type { BillingTables } from './database.ts';
import { requireLevel } from './level-read-model.ts';
import { billingMigrations } from './migrations/index.ts';
import { MoneyModule } from './money.module.ts';
import { PriceWorkersModule } from './price-workers.module.ts';
import { monthBudgets } from './overview/month-budget.projection.ts';
import { OverviewModule } from './overview/overview.module.ts';
import { profileNames } from './overview/profile-names.projection.ts';
import { PriceBooks } from './prices/price-books.ts';
import { unratedUsage } from './prices/unrated-usage.projection.ts';
import { KnownProfiles } from './profiles/known-profiles.ts';
import { knownProfiles } from './profiles/known-profiles.projection.ts';
import { MonthQuotas } from './quotas/month-quotas.ts';
import { quotaHistory } from './quotas/quota-history.projection.ts';
import { quotas } from './quotas/quotas.projection.ts';
import { reRatingUpcasters } from './re-ratings/re-rating-upcasters.ts';
import { reRatingEntries } from './re-ratings/re-rating-entries.projection.ts';
import { ExpireReservationsHandler } from './reservations/expire-reservations/expire-reservations.handler.ts';
import { ExpireReservationsWorker } from './reservations/expire-reservations/expire-reservations.worker.ts';
import { ReservationsModule } from './reservations/reservations.module.ts';
import { reservations } from './reservations/reservations.projection.ts';
import { StatementsModule } from './statements/statements.module.ts';

/** Composition root: which adapter stands behind which port. */
@Module({})
export class AppModule {
  /** Without `moneyClock` money is decided by the database's time. */
  static with(config: ServiceConfig, runtime: Runtime, moneyClock?: MoneyClock): DynamicModule {
    const engine: ServiceEngine<BillingTables> = new ServiceEngine(
      {
        service: 'billing',
        databaseUrl: config.DATABASE_URL,
        natsUrl: config.NATS_URL,
        migrations: billingMigrations,
        projections: [costLedger, unratedUsage, reRatingEntries, reservations, monthBudgets],
        subscriptions: [
          knownProfiles,
          quotas,
          quotaHistory,
          profileNames,
          applyQuotaWhenQuotaChanged(() => new ApplyQuotaHandler(engine.deciders, clock)),
          recordCostWhenCostIncurred(() => reportCosts),
        ],
        upcasters: { ...budgetUpcasters, ...reRatingUpcasters },
      },
      runtime,
      new Logger('engine'),
    );
    const clock = moneyClock ?? new DatabaseClock(engine.database.db as never, runtime.clock);
    const booking = new EntryBooking(engine.deciders, new MonthQuotas(engine.door, runtime), clock);
    const books = new CostBooks(booking, engine.store, new PriceBooks(engine.deciders, runtime.timers));
    const reportCosts = new ReportCostsHandler(
      books,
      new KnownProfiles(engine.door),
      new KnownEntries((name) => requireLevel(engine, name), engine.door),
      clock,
    );
    engine.add(
      new ExpireReservationsWorker({
        door: engine.door,
        clock,
        handler: new ExpireReservationsHandler(engine.deciders, clock),
        runtime,
        onTrouble: engine.onTrouble,
      }),
    );
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        EngineModule.around(engine),
        MoneyModule.with(clock, books),
        BudgetsModule,
        CostsModule,
        PriceWorkersModule.with(engine, config, clock, runtime),
        ReservationsModule,
        OverviewModule,
        StatementsModule,
      ],
    };
  }
}
