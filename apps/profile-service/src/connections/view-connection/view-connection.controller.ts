import { Operation, RequiresScope, setEntityTag, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { ConnectionView } from '../connection-view.ts';
import { ViewConnection } from './view-connection.query.ts';

@Controller('profiles/:profileId/postiz')
export class ViewConnectionController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('profile:read')
  @Operation({ summary: 'Show the Postiz connection' })
  @ZodResponse(200, ConnectionView, 'The connection; its key is masked.')
  async view(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewConnection(profileId));
    setEntityTag(reply, version);
    return resource;
  }
}
