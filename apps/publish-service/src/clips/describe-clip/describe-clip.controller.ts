import {
  Caller,
  IfMatch,
  Operation,
  RequiresScope,
  setEntityTag,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Patch, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { clipProjectId, clipTitle } from '../clip-fields.ts';
import { ClipParams } from '../clip-params.ts';
import { ClipView } from '../clip-view.ts';
import { DescribeClip } from './describe-clip.ts';

const ClipChange = z
  .strictObject({ title: clipTitle.optional(), projectId: clipProjectId.nullable().optional() })
  .refine((change) => Object.keys(change).length > 0, 'names nothing to change')
  .meta({ id: 'ClipChange' });

@Controller('profiles/:profileId/clips/:clipId')
export class DescribeClipController {
  constructor(private readonly commands: CommandBus) {}

  @Patch()
  @RequiresScope('publish:write')
  @Operation({ summary: 'Change what is said about a clip' })
  @ZodResponse(200, ClipView, 'The clip as it is now.')
  async describe(
    @ZodParams(ClipParams) { profileId, clipId }: ClipParams,
    @ZodBody(ClipChange) change: z.output<typeof ClipChange>,
    @Caller() context: CommandContext,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.commands.execute(
      new DescribeClip(profileId, clipId, change, context, expectedVersion),
    );
    setEntityTag(reply, version);
    return resource;
  }
}
