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
import { PausePublishing } from './pause-publishing.ts';

@Controller('profiles/:profileId/publishing/pause')
export class PausePublishingController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Stop publishing for a profile',
    description:
      'Nothing is handed to its Postiz any more once this is answered. What Postiz has scheduled by then is published, and is followed. Publications are still taken, and wait.',
    tags: ['publishing'],
  })
  @ZodResponse(200, SwitchView, 'How the switch of the profile stands.')
  pause(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(SwitchReason.optional()) body: z.output<typeof SwitchReason> | undefined,
    @Caller() context: CommandContext,
  ) {
    return this.commands.execute(new PausePublishing(profileId, body?.reason ?? null, context));
  }
}
