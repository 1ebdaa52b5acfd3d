import { costIdSchema, profileIdSchema } from '@clipcast/contracts';
import { Operation, RequiresScope, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { CostDetails } from './cost-details.ts';
import { ViewCost } from './view-cost.query.ts';

export const CostParams = z.strictObject({ profileId: profileIdSchema, costId: costIdSchema });

@Controller('profiles/:profileId/costs/:costId')
export class ViewCostController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({ summary: 'Open a cost entry' })
  @ZodResponse(200, CostDetails, 'The entry, its fact, its price, what it was for, and its corrections.')
  view(@ZodParams(CostParams) { profileId, costId }: z.output<typeof CostParams>): Promise<CostDetails> {
    return this.queries.execute(new ViewCost(profileId, costId));
  }
}
