import { Deciders } from '@clipcast/event-store';
import { prefixed, type ProfileId, type Runtime } from '@clipcast/kernel';
import {
  Caller,
  Operation,
  RawBody,
  RequiresScope,
  RUNTIME,
  setEntityTag,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ArrivedVideo } from '../../media/arrivals.adapter.ts';
import { MediaKeeper } from '../../media/media-keeper.ts';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { withContent } from '../clip-upload.ts';
import { ClipView } from '../clip-view.ts';
import { VideoIntake } from '../video-intake.adapter.ts';
import { ClipFields, NewClip } from './new-clip.ts';
import { RegisterClip } from './register-clip.ts';

const TITLE_MAX = 200;

interface Arrival {
  readonly file: ArrivedVideo;
  readonly fileName: string;
  readonly fields: ClipFields;
}

@Controller('profiles/:profileId/clips')
export class RegisterClipController {
  constructor(
    private readonly commands: CommandBus,
    private readonly deciders: Deciders,
    private readonly profiles: KnownProfiles,
    private readonly intake: VideoIntake,
    private readonly keeper: MediaKeeper,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  @Post()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Add a clip',
    description:
      'An MP4 of at most 1 GiB, whose type is read from its bytes: uploaded as multipart/form-data, or fetched from a `sourceUrl` before the answer is given. Or, with `status: "rendering"`, a clip whose video follows later.',
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
  @ZodResponse(201, ClipView, 'The clip.')
  async register(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(NewClip.optional()) asked: NewClip | undefined,
    @Caller() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.profiles.require(profileId);
    const view = asked
      ? await this.#asAsked(profileId, asked, context)
      : await this.#uploaded(profileId, request, context);
    setEntityTag(reply, 1);
    return view;
  }

  async #uploaded(profileId: ProfileId, request: FastifyRequest, context: CommandContext): Promise<ClipView> {
    const arrival = await this.intake.upload(request, ClipFields);
    const { sha256 } = arrival.file.video;
    return this.#register(profileId, arrival, withContent(context, sha256, arrival.fields));
  }

  async #asAsked(profileId: ProfileId, asked: NewClip, context: CommandContext): Promise<ClipView> {
    const earlier = await this.deciders.earlierAnswer<ClipView>(profileId, context);
    if (earlier) return earlier;
    const { title = '', sourceUrl } = asked;
    if (sourceUrl !== undefined) {
      const fetched = await this.intake.fetch(profileId, sourceUrl);
      return this.#register(profileId, { ...fetched, fields: asked }, context);
    }
    const described = { clipId: this.#newId(), projectId: asked.projectId ?? null, title };
    return this.commands.execute(new RegisterClip(profileId, described, null, context));
  }

  async #register(
    profileId: ProfileId,
    { file, fileName, fields }: Arrival,
    context: CommandContext,
  ): Promise<ClipView> {
    try {
      const clipId = this.#newId();
      const media = await this.keeper.keep(profileId, clipId, fileName, file);
      const title = fields.title ?? (fileName.replace(/\.[^.]*$/, '').slice(0, TITLE_MAX) || 'Untitled');
      const described = { clipId, projectId: fields.projectId ?? null, title };
      return await this.commands.execute(new RegisterClip(profileId, described, media, context));
    } finally {
      await file.discard();
    }
  }

  #newId() {
    return prefixed('clp', this.runtime.ids.next());
  }
}
