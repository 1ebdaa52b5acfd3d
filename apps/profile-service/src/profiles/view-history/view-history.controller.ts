import {
  Operation,
  pageQuery,
  pageSchema,
  RequiresScope,
  ZodParams,
  ZodQuery,
  ZodResponse,
} from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { ProfileParams } from '../profile-params.ts';
import { HistoryItem, ViewHistory } from './view-history.ts';

@Controller('profiles/:profileId/history')
export class ViewHistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('profile:read')
  @Operation({
    summary: 'Show who changed what, and when',
    description: 'Everything that ever happened to the profile and its settings, from the log itself.',
  })
  @ZodResponse(200, pageSchema(HistoryItem), 'The newest first.')
  view(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(pageQuery) { limit, cursor }: z.output<typeof pageQuery>,
  ) {
    return this.queries.execute(new ViewHistory(profileId, limit, cursor));
  }
}
