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
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { clipProjectId } from '../clip-fields.ts';
import { clipStatuses, ClipView } from '../clip-view.ts';
import { ListClips } from './list-clips.query.ts';

const ClipQuery = z.strictObject({
  ...pageQuery.shape,
  projectId: clipProjectId.optional(),
  status: z.enum(clipStatuses).optional(),
});

@Controller('profiles/:profileId/clips')
export class ListClipsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('publish:read')
  @Operation({ summary: 'List clips' })
  @ZodResponse(200, pageSchema(ClipView), 'The newest first.')
  list(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(ClipQuery) { limit, cursor, ...filter }: z.output<typeof ClipQuery>,
  ) {
    return this.queries.execute(new ListClips(profileId, filter, limit, cursor));
  }
}
