import { Module } from '@nestjs/common';
import { ListCostsController } from './list-costs/list-costs.controller.ts';
import { GroupCostsHandler } from './list-costs/group-costs.query.ts';
import { ListCostsHandler } from './list-costs/list-costs.query.ts';

@Module({ controllers: [ListCostsController], providers: [ListCostsHandler, GroupCostsHandler] })
export class CostsModule {}
