import { Operation, RequiresScope, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { IntegrationView, ListIntegrations } from './list-integrations.query.ts';

@Controller('profiles/:profileId/integrations')
export class ListIntegrationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('publish:read')
  @Operation({ summary: "List the social accounts in the profile's own Postiz" })
  @ZodResponse(200, z.object({ items: z.array(IntegrationView) }), 'As Postiz has them now.')
  list(@ZodParams(ProfileParams) { profileId }: ProfileParams) {
    return this.queries.execute(new ListIntegrations(profileId));
  }
}
