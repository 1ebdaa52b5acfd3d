import { monthSchema } from '@clipcast/contracts';
import { Operation, pageQuery, RequiresScope, ZodQuery, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { standingFields } from '../../budgets/standing-view.ts';
import { overviewSorts, OverviewView } from './overview-view.ts';
import { ViewOverview } from './view-overview.query.ts';

const OverviewQuery = z.strictObject({
  ...pageQuery.shape,
  month: monthSchema.optional().meta({ description: 'YYYY-MM, UTC; the current month unless given.' }),
  sort: z
    .enum(overviewSorts)
    .default('percentUsed')
    .meta({ description: 'The highest first; names in their order.' }),
  status: standingFields.status.optional().meta({ description: 'Only profiles with that status.' }),
});

@Controller('overview')
export class ViewOverviewController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({
    summary: "Show everybody's budgets of a month",
    description:
      'For operators. It lags behind the facts by a moment; a reservation that is past its time counts until that is noted, some seconds later.',
  })
  @ZodResponse(200, OverviewView, 'One page, and the sums of all profiles.')
  view(@ZodQuery(OverviewQuery) query: z.output<typeof OverviewQuery>) {
    return this.queries.execute(new ViewOverview(query));
  }
}
