import {
  CurrentPrincipal,
  Operation,
  RequiresScope,
  setEntityTag,
  ZodParams,
  ZodResponse,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { OrganisationWarnings } from '../../connections/organisation-warnings.query.ts';
import { ProfileParams } from '../profile-params.ts';
import { ProfileAnswer } from '../profile-view.ts';
import { ViewProfile } from './view-profile.query.ts';

@Controller('profiles/:profileId')
export class ViewProfileController {
  constructor(
    private readonly queries: QueryBus,
    private readonly warnings: OrganisationWarnings,
  ) {}

  @Get()
  @RequiresScope('profile:read')
  @Operation({ summary: 'Show a profile' })
  @ZodResponse(200, ProfileAnswer, 'The profile.')
  async view(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @CurrentPrincipal() reader: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewProfile(profileId));
    setEntityTag(reply, version);
    return { ...resource, warnings: await this.warnings.ofProfile(profileId, reader) };
  }
}
