import { Module } from '@nestjs/common';
import { ViewOverviewController } from './view-overview/view-overview.controller.ts';
import { ViewOverviewHandler } from './view-overview/view-overview.query.ts';

@Module({ controllers: [ViewOverviewController], providers: [ViewOverviewHandler] })
export class OverviewModule {}
