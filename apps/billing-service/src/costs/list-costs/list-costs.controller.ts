import { Operation, RequiresScope, ZodParams, ZodQuery, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { CostGroups, CostPage } from './cost-view.ts';
import { CostsQuery } from './costs-query.ts';
import { GroupCosts } from './group-costs.query.ts';
import { ListCosts } from './list-costs.query.ts';

@Controller('profiles/:profileId/costs')
export class ListCostsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({ summary: 'List costs, or sum them up' })
  @ZodResponse(200, z.union([CostPage, CostGroups]), 'Entries, the newest first; with `groupBy` sums.')
  list(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(CostsQuery) { from, to, groupBy, limit, cursor }: z.output<typeof CostsQuery>,
  ): Promise<CostPage | CostGroups> {
    const range = { from, to };
    return groupBy === undefined
      ? this.queries.execute(new ListCosts(profileId, range, limit, cursor))
      : this.queries.execute(new GroupCosts(profileId, range, groupBy));
  }
}
