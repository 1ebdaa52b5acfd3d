import { Operation, RequiresScope, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { PublishingView, ViewPublishing } from './view-publishing.query.ts';

@Controller('profiles/:profileId/publishing')
export class ViewPublishingController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('publish:read')
  @Operation({
    summary: 'Show how publishing stands for a profile',
    description:
      'The stop switch, the connection, what its Postiz still takes in this hour, and the work at hand.',
    tags: ['publishing'],
  })
  @ZodResponse(200, PublishingView, 'As it is now. No Postiz is asked for it.')
  view(@ZodParams(ProfileParams) { profileId }: ProfileParams) {
    return this.queries.execute(new ViewPublishing(profileId));
  }
}
