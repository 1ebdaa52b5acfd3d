import type { Runtime } from '@clipcast/kernel';
import { EngineModule, ServiceEngine, type ServiceConfig } from '@clipcast/service-kit';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { applyQuotaWhenQuotaChanged } from './budgets/apply-quota/apply-quota-when-quota-changed.policy.ts';
import { ApplyQuotaHandler } from './budgets/apply-quota/apply-quota.handler.ts';
import { BudgetsModule } from './budgets/budgets.module.ts';
import { recordCostWhenCostIncurred } from './budgets/record-cost/record-cost-when-cost-incurred.policy.ts';
import { RecordCostHandler } from './budgets/record-cost/record-cost.handler.ts';
import { CostsModule } from './costs/costs.module.ts';
import { costLedger } from './costs/list-costs/cost-ledger.projection.ts';
import type { BillingTables } from './database.ts';
import { billingMigrations } from './migrations/index.ts';
import { knownProfiles } from './profiles/known-profiles.projection.ts';
import { quotas } from './quotas/quotas.projection.ts';

/** Composition root: which adapter stands behind which port. */
@Module({})
export class AppModule {
  static with(config: ServiceConfig, runtime: Runtime): DynamicModule {
    const engine: ServiceEngine<BillingTables> = new ServiceEngine(
      {
        service: 'billing',
        databaseUrl: config.DATABASE_URL,
        natsUrl: config.NATS_URL,
        migrations: billingMigrations,
        projections: [costLedger],
        subscriptions: [
          knownProfiles,
          quotas,
          applyQuotaWhenQuotaChanged(() => new ApplyQuotaHandler(engine.deciders, runtime)),
          recordCostWhenCostIncurred(() => new RecordCostHandler(engine.deciders, engine.door, runtime)),
        ],
      },
      runtime,
      new Logger('engine'),
    );
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), EngineModule.around(engine), BudgetsModule, CostsModule],
    };
  }
}
