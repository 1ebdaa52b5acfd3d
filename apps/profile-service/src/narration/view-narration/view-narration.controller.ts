import { Operation, RequiresScope, setEntityTag, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { NarrationSettings } from '../narration-view.ts';
import { ViewNarration } from './view-narration.query.ts';

@Controller('profiles/:profileId/narration')
export class ViewNarrationController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('profile:read')
  @Operation({ summary: 'Show the narration' })
  @ZodResponse(200, NarrationSettings, 'The narration settings.')
  async view(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewNarration(profileId));
    setEntityTag(reply, version);
    return resource;
  }
}
