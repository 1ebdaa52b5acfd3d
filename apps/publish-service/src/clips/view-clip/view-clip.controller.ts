import { Operation, RequiresScope, setEntityTag, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { ClipParams } from '../clip-params.ts';
import { ClipView } from '../clip-view.ts';
import { ViewClip } from './view-clip.query.ts';

@Controller('profiles/:profileId/clips/:clipId')
export class ViewClipController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('publish:read')
  @Operation({ summary: 'Show a clip' })
  @ZodResponse(200, ClipView, 'The clip.')
  async view(
    @ZodParams(ClipParams) { profileId, clipId }: ClipParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewClip(profileId, clipId));
    setEntityTag(reply, version);
    return resource;
  }
}
