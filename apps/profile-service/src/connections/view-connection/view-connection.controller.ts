import {
  CurrentPrincipal,
  Operation,
  RequiresScope,
  setEntityTag,
  ZodParams,
  ZodResponse,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { ConnectionAnswer, ownWarnings } from '../connection-view.ts';
import { OrganisationWarnings } from '../organisation-warnings.query.ts';
import { ViewConnection } from './view-connection.query.ts';

@Controller('profiles/:profileId/postiz')
export class ViewConnectionController {
  constructor(
    private readonly queries: QueryBus,
    private readonly warnings: OrganisationWarnings,
  ) {}

  @Get()
  @RequiresScope('profile:read')
  @Operation({ summary: 'Show the Postiz connection' })
  @ZodResponse(200, ConnectionAnswer, 'The connection; its key is masked.')
  async view(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @CurrentPrincipal() reader: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewConnection(profileId));
    setEntityTag(reply, version);
    const shared = await this.warnings.ofProfile(profileId, reader);
    return { ...resource, warnings: [...ownWarnings(resource), ...shared] };
  }
}
