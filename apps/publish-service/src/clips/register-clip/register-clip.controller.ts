import { createHash } from 'node:crypto';
import { prefixed, type Runtime } from '@clipcast/kernel';
import {
  Caller,
  Operation,
  RawBody,
  RequiresScope,
  RUNTIME,
  setEntityTag,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { ClipView } from '../clip-view.ts';
import { MediaStore } from '../media-store.adapter.ts';
import { checkAnnouncedLength, receiveUpload, type Part } from './clip-upload.ts';
import { requireMultipart } from './multipart.adapter.ts';
import { RegisterClip } from './register-clip.ts';

const FILE_NAME_MAX = 200;

@Controller('profiles/:profileId/clips')
export class RegisterClipController {
  constructor(
    private readonly commands: CommandBus,
    private readonly profiles: KnownProfiles,
    private readonly media: MediaStore,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  @Post()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Upload a clip',
    description: 'An MP4 of at most 1 GiB; it is streamed to disk and its type is read from its bytes.',
  })
  @RawBody('multipart/form-data', {
    type: 'object',
    required: ['file'],
    properties: {
      file: { type: 'string', format: 'binary' },
      title: { type: 'string' },
      projectId: { type: 'string' },
    },
  })
  @ZodResponse(201, ClipView, 'The clip, ready to be published.')
  async upload(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @Caller() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    checkAnnouncedLength(request.headers['content-length']);
    await this.profiles.require(profileId);
    const parts = requireMultipart(request).parts() as AsyncIterable<Part>;
    const { file, fileName, fields } = await receiveUpload(parts, (stream) =>
      this.media.receive(profileId, stream),
    );
    try {
      const { sha256, bytes, durationMs } = file;
      const clip = {
        clipId: prefixed('clp', this.runtime.ids.next()),
        projectId: fields.projectId ?? null,
        title: fields.title ?? (fileName.replace(/\.[^.]*$/, '').slice(0, FILE_NAME_MAX) || 'Untitled'),
        fileName: fileName.slice(0, FILE_NAME_MAX),
        sha256,
        bytes,
        durationMs,
        status: 'ready',
      } as const;
      await file.keep();
      const resource = await this.commands.execute(
        new RegisterClip(profileId, clip, withContent(context, sha256, fields)),
      );
      setEntityTag(reply, 1);
      return resource;
    } finally {
      await file.discard();
    }
  }
}

/** A streamed body is not in the request's fingerprint; what it was made of is. */
function withContent(context: CommandContext, sha256: string, fields: object): CommandContext {
  if (!context.idempotency) return context;
  const { fingerprint = '' } = context.idempotency;
  const whole = createHash('sha256')
    .update(JSON.stringify([fingerprint, sha256, fields]))
    .digest('hex');
  return { ...context, idempotency: { ...context.idempotency, fingerprint: whole } };
}
