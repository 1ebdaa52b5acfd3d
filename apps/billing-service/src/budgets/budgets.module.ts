import { Module } from '@nestjs/common';
import { ApplyQuotaHandler } from './apply-quota/apply-quota.handler.ts';
import { RecordCostHandler } from './record-cost/record-cost.handler.ts';
import { ViewBudgetController } from './view-budget/view-budget.controller.ts';
import { ViewBudgetHandler } from './view-budget/view-budget.query.ts';

@Module({
  controllers: [ViewBudgetController],
  providers: [RecordCostHandler, ApplyQuotaHandler, ViewBudgetHandler],
})
export class BudgetsModule {}
