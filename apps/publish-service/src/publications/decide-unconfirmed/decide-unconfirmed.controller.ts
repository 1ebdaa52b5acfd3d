import {
  Caller,
  Operation,
  RequiresScope,
  setEntityTag,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PublicationParams } from '../publication-params.ts';
import { PublicationView } from '../publication-view.ts';
import { decisions, DecideUnconfirmed } from './decide-unconfirmed.ts';

const NOTE_MAX = 2_000;
const URL_MAX = 2_000;

const PostParams = PublicationParams.extend({ integrationId: z.string().min(1).max(200) });

const DecisionBody = z
  .strictObject({
    decision: z.enum(decisions).meta({
      description:
        '`published`: it is on the network. `publish_again`: it is not, and is brought out anew. `give_up`: it counts as failed.',
    }),
    note: z.string().min(1).max(NOTE_MAX).optional().meta({ description: 'Why; kept in the timeline.' }),
    releaseUrl: z
      .url({ protocol: /^https?$/ })
      .max(URL_MAX)
      .optional()
      .meta({ description: 'Where it was seen.' }),
  })
  .refine(({ decision, releaseUrl }) => decision === 'published' || releaseUrl === undefined, {
    path: ['releaseUrl'],
    error: 'belongs to the decision "published" only',
  });

@Controller('profiles/:profileId/publications/:publicationId/integrations/:integrationId/decide')
export class DecideUnconfirmedController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Decide about a post whose end is unknown',
    description: 'The publication shows what there is to go by as its `evidence`; look at the account first.',
  })
  @ZodResponse(202, PublicationView, 'The job; what has to be taken out of Postiz first is taken out next.')
  async decide(
    @ZodParams(PostParams) { integrationId, ...params }: z.output<typeof PostParams>,
    @ZodBody(DecisionBody) { decision, note, releaseUrl }: z.output<typeof DecisionBody>,
    @Caller() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decided = { integrationId, decision, note: note ?? null, releaseUrl: releaseUrl ?? null };
    const { view, version } = await this.commands.execute(
      new DecideUnconfirmed({ ...params, context }, decided),
    );
    setEntityTag(reply, version);
    return view;
  }
}
