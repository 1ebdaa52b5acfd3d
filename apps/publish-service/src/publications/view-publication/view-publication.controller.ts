import { Operation, RequiresScope, setEntityTag, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { PublicationParams } from '../publication-params.ts';
import { PublicationDetail, ViewPublication } from './view-publication.query.ts';

@Controller('profiles/:profileId/publications/:publicationId')
export class ViewPublicationController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('publish:read')
  @Operation({ summary: 'Show a publication with its timeline' })
  @ZodResponse(200, PublicationDetail, 'The job and everything that happened to it.')
  async view(
    @ZodParams(PublicationParams) { profileId, publicationId }: PublicationParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewPublication(profileId, publicationId));
    setEntityTag(reply, version);
    return resource;
  }
}
