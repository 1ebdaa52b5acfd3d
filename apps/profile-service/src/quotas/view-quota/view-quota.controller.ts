import { Operation, RequiresScope, setEntityTag, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { QuotaSettings } from '../quota-view.ts';
import { ViewQuota } from './view-quota.query.ts';

@Controller('profiles/:profileId/quota')
export class ViewQuotaController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('profile:read')
  @Operation({ summary: 'Show the monthly quota' })
  @ZodResponse(200, QuotaSettings, 'The quota; unlimited until one is set.')
  async view(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewQuota(profileId));
    setEntityTag(reply, version);
    return resource;
  }
}
