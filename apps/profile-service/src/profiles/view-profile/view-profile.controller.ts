import { Operation, RequiresScope, setEntityTag, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { ProfileParams } from '../profile-params.ts';
import { ProfileView } from '../profile-view.ts';
import { ViewProfile } from './view-profile.query.ts';

@Controller('profiles/:profileId')
export class ViewProfileController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('profile:read')
  @Operation({ summary: 'Show a profile' })
  @ZodResponse(200, ProfileView, 'The profile.')
  async view(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewProfile(profileId));
    setEntityTag(reply, version);
    return resource;
  }
}
