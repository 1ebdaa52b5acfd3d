import {
  Caller,
  Operation,
  RequiresScope,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { SwitchReason, SwitchView } from '../switch-input.ts';
import { ResumePublishing } from './resume-publishing.ts';

@Controller('profiles/:profileId/publishing/resume')
export class ResumePublishingController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Go on publishing for a profile',
    description: 'Publications that waited go on. While the fleet is stopped, they still wait.',
    tags: ['publishing'],
  })
  @ZodResponse(200, SwitchView, 'How the switch of the profile stands.')
  resume(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(SwitchReason.optional()) body: z.output<typeof SwitchReason> | undefined,
    @Caller() context: CommandContext,
  ) {
    return this.commands.execute(new ResumePublishing(profileId, body?.reason ?? null, context));
  }
}
