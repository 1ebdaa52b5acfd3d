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
import { integrationIdsField } from '../some-posts.ts';
import { CancelPublication } from './cancel-publication.ts';

const Cancellation = z.strictObject({ integrationIds: integrationIdsField }).default({});

@Controller('profiles/:profileId/publications/:publicationId/cancel')
export class CancelPublicationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Cancel a publication',
    description:
      'What waits is cancelled at once; what is in Postiz already is taken out of it, as far as that is still in time: follow the job to see. Asking again changes nothing. 409 `not_cancellable` says why nothing is left to cancel.',
  })
  @ZodResponse(202, PublicationView, 'The job, with what was cancelled and what is being taken back.')
  async cancel(
    @ZodParams(PublicationParams) params: PublicationParams,
    @ZodBody(Cancellation) { integrationIds }: z.output<typeof Cancellation>,
    @Caller() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { view, version } = await this.commands.execute(
      new CancelPublication({ ...params, context }, integrationIds),
    );
    setEntityTag(reply, version);
    return view;
  }
}
