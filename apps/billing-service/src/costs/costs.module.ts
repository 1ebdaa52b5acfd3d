import { TenantDoor } from '@clipcast/event-store';
import { ServiceEngine } from '@clipcast/service-kit';
import { Module } from '@nestjs/common';
import type { BillingTables } from '../database.ts';
import { requireLevel } from '../level-read-model.ts';
import { CloseFleetMonthHandler } from './close-month/close-fleet-month.handler.ts';
import { CloseMonthController } from './close-month/close-month.controller.ts';
import { CloseMonthHandler } from './close-month/close-month.handler.ts';
import { CostSums } from './cost-sums.query.ts';
import { KnownEntries } from './known-entries.query.ts';
import { CostsCsvHandler } from './list-costs/costs-csv.query.ts';
import { GroupCostsHandler } from './list-costs/group-costs.query.ts';
import { ListCostsController } from './list-costs/list-costs.controller.ts';
import { ListCostsHandler } from './list-costs/list-costs.query.ts';
import { ReceiveEventsController } from './report-costs/receive-events.controller.ts';
import { ReportCostsController } from './report-costs/report-costs.controller.ts';
import { ReportCostsHandler } from './report-costs/report-costs.handler.ts';
import { ViewCostController } from './view-cost/view-cost.controller.ts';
import { ViewCostHandler } from './view-cost/view-cost.query.ts';

@Module({
  controllers: [
    ReportCostsController,
    ReceiveEventsController,
    ListCostsController,
    ViewCostController,
    CloseMonthController,
  ],
  providers: [
    ReportCostsHandler,
    ListCostsHandler,
    GroupCostsHandler,
    CostsCsvHandler,
    ViewCostHandler,
    CloseMonthHandler,
    CloseFleetMonthHandler,
    {
      provide: KnownEntries,
      inject: [ServiceEngine, TenantDoor],
      useFactory: (engine: ServiceEngine, door: TenantDoor<BillingTables>) =>
        new KnownEntries((name) => requireLevel(engine, name), door),
    },
    {
      provide: CostSums,
      inject: [TenantDoor],
      useFactory: (door: TenantDoor<BillingTables>) => new CostSums(door),
    },
  ],
})
export class CostsModule {}
