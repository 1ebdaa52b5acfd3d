import {
  Caller,
  CurrentPrincipal,
  Operation,
  RequiresScope,
  setEntityTag,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { allowDuplicateField } from '../new-publication.ts';
import { PublicationParams } from '../publication-params.ts';
import { PublicationView } from '../publication-view.ts';
import { integrationIdsField } from '../some-posts.ts';
import { RetryPublication } from './retry-publication.ts';

const Retry = z
  .strictObject({ integrationIds: integrationIdsField, allowDuplicate: allowDuplicateField })
  .prefault({});

@Controller('profiles/:profileId/publications/:publicationId/retry')
export class RetryPublicationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Retry what has failed',
    description:
      "Through the profile's connection of today. What was cancelled stays cancelled; a post whose end is unknown asks for a decision instead (409 `unconfirmed_needs_decision`). `allowDuplicate` is needed only where it was not given before.",
  })
  @ZodResponse(202, PublicationView, 'The job.')
  async retry(
    @ZodParams(PublicationParams) params: PublicationParams,
    @ZodBody(Retry) { integrationIds, allowDuplicate }: z.output<typeof Retry>,
    @Caller() context: CommandContext,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isOperator = principal.kind === 'operator';
    const { view, version } = await this.commands.execute(
      new RetryPublication({ ...params, context }, integrationIds, allowDuplicate, isOperator),
    );
    setEntityTag(reply, version);
    return view;
  }
}
