import { Module } from '@nestjs/common';
import { ChangeQuotaController } from './change-quota/change-quota.controller.ts';
import { ChangeQuotaHandler } from './change-quota/change-quota.handler.ts';
import { ViewQuotaController } from './view-quota/view-quota.controller.ts';
import { ViewQuotaHandler } from './view-quota/view-quota.query.ts';

@Module({
  controllers: [ChangeQuotaController, ViewQuotaController],
  providers: [ChangeQuotaHandler, ViewQuotaHandler],
})
export class QuotasModule {}
