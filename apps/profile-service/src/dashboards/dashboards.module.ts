import { Module } from '@nestjs/common';
import { ViewDashboardController } from './view-dashboard/view-dashboard.controller.ts';
import { ViewDashboardHandler } from './view-dashboard/view-dashboard.query.ts';

@Module({ controllers: [ViewDashboardController], providers: [ViewDashboardHandler] })
export class DashboardsModule {}
