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
import { ProfileParams } from '../../profiles/profile-params.ts';
import { ClipView } from '../clip-view.ts';
import { ListClips } from './list-clips.query.ts';

@Controller('profiles/:profileId/clips')
export class ListClipsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('publish:read')
  @Operation({ summary: 'List clips' })
  @ZodResponse(200, pageSchema(ClipView), 'The newest first.')
  list(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(pageQuery) { limit, cursor }: z.output<typeof pageQuery>,
  ) {
    return this.queries.execute(new ListClips(profileId, limit, cursor));
  }
}
