import { clipIdSchema, profileIdSchema } from '@clipcast/contracts';
import { Operation, RequiresScope, setEntityTag, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ClipView } from '../clip-view.ts';
import { ViewClip } from './view-clip.query.ts';

const ClipParams = z.strictObject({ profileId: profileIdSchema, clipId: clipIdSchema });

@Controller('profiles/:profileId/clips/:clipId')
export class ViewClipController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('publish:read')
  @Operation({ summary: 'Show a clip' })
  @ZodResponse(200, ClipView, 'The clip.')
  async view(
    @ZodParams(ClipParams) { profileId, clipId }: z.output<typeof ClipParams>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewClip(profileId, clipId));
    setEntityTag(reply, version);
    return resource;
  }
}
