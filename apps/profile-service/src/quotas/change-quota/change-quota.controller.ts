import {
  Caller,
  IfMatch,
  Operation,
  RequiresScope,
  setEntityTag,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { QuotaSettings } from '../quota-view.ts';
import { ChangeQuota } from './change-quota.ts';

@Controller('profiles/:profileId/quota')
export class ChangeQuotaController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @RequiresScope('profile:write')
  @Operation({ summary: 'Set the monthly quota' })
  @ZodResponse(200, QuotaSettings, 'The quota.')
  async change(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(QuotaSettings) quota: QuotaSettings,
    @Caller() context: CommandContext,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.commands.execute(
      new ChangeQuota(profileId, quota, context, expectedVersion),
    );
    setEntityTag(reply, version);
    return resource;
  }
}
