import { clipIdSchema } from '@clipcast/contracts';
import { prefixed, type Runtime } from '@clipcast/kernel';
import {
  Caller,
  Operation,
  RequiresScope,
  RUNTIME,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { PublicationView } from '../publication-view.ts';
import { PublicPath } from '../public-path.ts';
import { RequestPublication } from './request-publication.ts';

const CAPTION_MAX = 20_000;
const INTEGRATIONS_MAX = 50;
const caption = z.string().max(CAPTION_MAX);

export const NewPublication = z
  .strictObject({
    clipId: clipIdSchema,
    caption: caption.default(''),
    integrationIds: z
      .union([
        z.literal('all'),
        z
          .array(z.string().min(1).max(200))
          .min(1)
          .max(INTEGRATIONS_MAX)
          .refine((ids) => new Set(ids).size === ids.length, 'names the same account twice'),
      ])
      .meta({ description: 'Accounts from GET /profiles/{id}/integrations, or "all".' }),
    schedule: z.literal('now', { error: 'can only be "now" so far' }).default('now'),
    captions: z
      .record(z.string(), caption)
      .default({})
      .meta({ description: 'Captions that differ, by integration id.' }),
    settings: z
      .record(z.string(), z.record(z.string(), z.json()))
      .default({})
      .meta({ description: 'What a provider needs beside the caption, by integration id or by provider.' }),
  })
  .meta({ id: 'NewPublication' });

@Controller('profiles/:profileId/publications')
export class RequestPublicationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly publicPath: PublicPath,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  @Post()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Publish a clip',
    description: 'A background job; follow it at the Location that is answered.',
  })
  @ZodResponse(202, PublicationView, 'The job.')
  async request(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(NewPublication) asked: z.output<typeof NewPublication>,
    @Caller() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const publicationId = prefixed('pub', this.runtime.ids.next());
    const view = await this.commands.execute(
      new RequestPublication(profileId, publicationId, asked, context),
    );
    void reply.header('location', this.publicPath.of(`/v1/profiles/${profileId}/publications/${view.id}`));
    return view;
  }
}
