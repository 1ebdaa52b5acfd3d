import { Module } from '@nestjs/common';
import { ListPricesController } from './list-prices/list-prices.controller.ts';
import { ListPricesHandler } from './list-prices/list-prices.query.ts';
import { ListUnratedUsageController } from './list-unrated-usage/list-unrated-usage.controller.ts';
import { ListUnratedUsageHandler } from './list-unrated-usage/list-unrated-usage.query.ts';
import { SetPricesController } from './set-prices/set-prices.controller.ts';
import { SetPricesHandler } from './set-prices/set-prices.handler.ts';

@Module({
  controllers: [SetPricesController, ListPricesController, ListUnratedUsageController],
  providers: [SetPricesHandler, ListPricesHandler, ListUnratedUsageHandler],
})
export class PricesModule {}
