import { Module } from '@nestjs/common';
import { EndPriceController } from './end-price/end-price.controller.ts';
import { EndPriceHandler } from './end-price/end-price.handler.ts';
import { ListPricesController } from './list-prices/list-prices.controller.ts';
import { ListPricesHandler } from './list-prices/list-prices.query.ts';
import { ListUnratedUsageController } from './list-unrated-usage/list-unrated-usage.controller.ts';
import { ListUnratedUsageHandler } from './list-unrated-usage/list-unrated-usage.query.ts';
import { SetPricesController } from './set-prices/set-prices.controller.ts';
import { SetPricesHandler } from './set-prices/set-prices.handler.ts';

@Module({
  controllers: [SetPricesController, EndPriceController, ListPricesController, ListUnratedUsageController],
  providers: [SetPricesHandler, EndPriceHandler, ListPricesHandler, ListUnratedUsageHandler],
})
export class PricesModule {}
