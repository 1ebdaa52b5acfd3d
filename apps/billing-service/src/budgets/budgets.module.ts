import { Module } from '@nestjs/common';
import { SpendCapsModule } from '../spend-caps/spend-caps.module.ts';
import { ApplyQuotaHandler } from './apply-quota/apply-quota.handler.ts';
import { EstimateBudgetController } from './estimate-budget/estimate-budget.controller.ts';
import { EstimateBudgetHandler } from './estimate-budget/estimate-budget.query.ts';
import { RecordCostHandler } from './record-cost/record-cost.handler.ts';
import { KnownMonths } from './view-budget/known-months.query.ts';
import { ViewBudgetController } from './view-budget/view-budget.controller.ts';
import { ViewBudgetHandler } from './view-budget/view-budget.query.ts';

@Module({
  imports: [SpendCapsModule],
  controllers: [ViewBudgetController, EstimateBudgetController],
  providers: [RecordCostHandler, ApplyQuotaHandler, KnownMonths, ViewBudgetHandler, EstimateBudgetHandler],
})
export class BudgetsModule {}
