import { Operation, pageQuery, RequiresScope, ZodParams, ZodQuery, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { ListUnratedUsage, UnratedUsagePage } from './list-unrated-usage.ts';

@Controller()
@RequiresScope('billing:read')
export class ListUnratedUsageController {
  constructor(private readonly queries: QueryBus) {}

  @Get('unrated-usage')
  @Operation({ summary: 'List the usage of all profiles that waits for a price' })
  @ZodResponse(200, UnratedUsagePage, 'What has waited longest first. It is no cost yet, and never 0.')
  ofEverybody(@ZodQuery(pageQuery) { limit, cursor }: z.output<typeof pageQuery>): Promise<UnratedUsagePage> {
    return this.queries.execute(new ListUnratedUsage(undefined, limit, cursor));
  }

  @Get('profiles/:profileId/unrated-usage')
  @Operation({ summary: "List a profile's usage that waits for a price" })
  @ZodResponse(200, UnratedUsagePage, 'What has waited longest first. It is no cost yet, and never 0.')
  ofProfile(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(pageQuery) { limit, cursor }: z.output<typeof pageQuery>,
  ): Promise<UnratedUsagePage> {
    return this.queries.execute(new ListUnratedUsage(profileId, limit, cursor));
  }
}
