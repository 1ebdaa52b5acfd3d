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
import { NarrationSettings } from '../narration-view.ts';
import { ChangeNarration } from './change-narration.ts';

@Controller('profiles/:profileId/narration')
export class ChangeNarrationController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @RequiresScope('profile:write')
  @Operation({ summary: 'Set the narration' })
  @ZodResponse(200, NarrationSettings, 'The narration settings.')
  async change(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(NarrationSettings) narration: NarrationSettings,
    @Caller() context: CommandContext,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.commands.execute(
      new ChangeNarration(profileId, narration, context, expectedVersion),
    );
    setEntityTag(reply, version);
    return resource;
  }
}
