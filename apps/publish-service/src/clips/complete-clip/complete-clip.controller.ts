import { Deciders } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import {
  Caller,
  Operation,
  RawBody,
  RequiresScope,
  setEntityTag,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MediaKeeper } from '../../media/media-keeper.ts';
import { clip } from '../clip.ts';
import { ClipParams } from '../clip-params.ts';
import { withContent } from '../clip-upload.ts';
import { ClipView, type VersionedClip } from '../clip-view.ts';
import { MediaSource } from '../source-url-field.ts';
import { VideoIntake } from '../video-intake.adapter.ts';
import { awaitingMedia, CompleteClip } from './complete-clip.ts';

const NoFields = z.strictObject({});

@Controller('profiles/:profileId/clips/:clipId/media')
export class CompleteClipController {
  constructor(
    private readonly commands: CommandBus,
    private readonly deciders: Deciders,
    private readonly intake: VideoIntake,
    private readonly keeper: MediaKeeper,
  ) {}

  @Post()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Bring the video of a clip that was being rendered',
    description: 'As with a new clip: uploaded as multipart/form-data, or fetched from a `sourceUrl`.',
  })
  @RawBody('multipart/form-data', {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', format: 'binary' } },
  })
  @ZodResponse(200, ClipView, 'The clip, ready to be published.')
  async complete(
    @ZodParams(ClipParams) params: ClipParams,
    @ZodBody(MediaSource.optional()) source: MediaSource | undefined,
    @Caller() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.#complete(params, source, context, request);
    setEntityTag(reply, version);
    return resource;
  }

  async #complete(
    { profileId, clipId }: ClipParams,
    source: MediaSource | undefined,
    context: CommandContext,
    request: FastifyRequest,
  ): Promise<VersionedClip> {
    if (source) {
      const earlier = await this.deciders.earlierAnswer<VersionedClip>(profileId, context);
      if (earlier) return earlier;
    }
    // What would be refused after it has all been sent is refused now; a repetition has to be read to be known as one.
    if (source || !context.idempotency) await this.#requireAwaiting({ profileId, clipId });
    const { file, fileName } = source
      ? await this.intake.fetch(profileId, source.sourceUrl)
      : await this.intake.upload(request, NoFields);
    try {
      const media = await this.keeper.keep(profileId, clipId, fileName, file);
      const identity = source ? context : withContent(context, file.video.sha256, {});
      return await this.commands.execute(new CompleteClip(profileId, clipId, media, identity));
    } finally {
      await file.discard();
    }
  }

  async #requireAwaiting({ profileId, clipId }: ClipParams): Promise<void> {
    const { state } = await this.deciders.read(clip, { profileId, id: bareId(clipId) });
    awaitingMedia(state);
  }
}
