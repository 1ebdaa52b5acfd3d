import { Operation, RequiresScope, ZodParams, ZodQuery, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { dashboardRanges } from './dashboard-range.ts';
import { DashboardView } from './dashboard-view.ts';
import { ViewDashboard } from './view-dashboard.query.ts';

const DashboardQuery = z.strictObject({
  range: z
    .enum(dashboardRanges)
    .default('30d')
    .meta({ description: 'So many days, UTC, the last of which is today.' }),
});

@Controller('profiles/:profileId/dashboard')
export class ViewDashboardController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('profile:read')
  @Operation({
    summary: 'Show what the profile did and what it cost',
    description: 'From what publish-service and billing-service told; it lags behind them by a moment.',
  })
  @ZodResponse(200, DashboardView, 'Sums, the series by day, the newest clips and the month.')
  view(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(DashboardQuery) { range }: z.output<typeof DashboardQuery>,
  ) {
    return this.queries.execute(new ViewDashboard(profileId, range));
  }
}
