import { Deciders, TenantDoor } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { RUNTIME, ServiceEngine } from '@clipcast/service-kit';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CostBooks } from './budgets/cost-books.ts';
import type { MoneyClock } from './clock/money-clock.ts';
import { MONEY_CLOCK } from './clock/money-clock.token.ts';
import type { BillingTables } from './database.ts';
import { PriceBooks } from './prices/price-books.ts';
import { KnownProfiles } from './profiles/known-profiles.ts';
import { MonthQuotas } from './quotas/month-quotas.ts';
import { ShownFacts } from './shown-facts.ts';

/** What every decision about money looks at: the time, who is a profile, quotas and prices; and where costs are booked. */
@Global()
@Module({})
export class MoneyModule {
  static with(clock: MoneyClock, books: CostBooks): DynamicModule {
    const providers = [
      { provide: MONEY_CLOCK, useValue: clock },
      { provide: CostBooks, useValue: books },
      {
        provide: KnownProfiles,
        inject: [TenantDoor],
        useFactory: (door: TenantDoor<BillingTables>) => new KnownProfiles(door),
      },
      {
        provide: ShownFacts,
        inject: [ServiceEngine],
        useFactory: (engine: ServiceEngine) => new ShownFacts(engine),
      },
      {
        provide: MonthQuotas,
        inject: [TenantDoor, RUNTIME],
        useFactory: (door: TenantDoor<BillingTables>, runtime: Pick<Runtime, 'clock' | 'timers'>) =>
          new MonthQuotas(door, runtime),
      },
      {
        provide: PriceBooks,
        inject: [Deciders, RUNTIME],
        useFactory: (deciders: Deciders, { timers }: Pick<Runtime, 'timers'>) =>
          new PriceBooks(deciders, timers),
      },
    ];
    return { module: MoneyModule, providers, exports: providers };
  }
}
