import { Module } from '@nestjs/common';
import { ViewFleetStatementController } from './view-fleet-statement/view-fleet-statement.controller.ts';
import { ViewFleetStatementHandler } from './view-fleet-statement/view-fleet-statement.query.ts';
import { ViewStatementController } from './view-statement/view-statement.controller.ts';
import { ViewStatementHandler } from './view-statement/view-statement.query.ts';

@Module({
  controllers: [ViewStatementController, ViewFleetStatementController],
  providers: [ViewStatementHandler, ViewFleetStatementHandler],
})
export class StatementsModule {}
