import {
  Caller,
  Operation,
  RequiresScope,
  ZodBody,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { SwitchReason, SwitchView } from '../switch-input.ts';
import { PausePublishing } from './pause-publishing.ts';

@Controller('ops/v1/publishing/pause')
export class PauseFleetController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('ops:write')
  @Operation({
    summary: 'Stop publishing for everybody',
    description:
      'As the switch of a profile does, for all of them. The switches of the profiles stay as they are.',
    tags: ['operations'],
  })
  @ZodResponse(200, SwitchView, 'How the switch of the fleet stands.')
  pause(
    @ZodBody(SwitchReason.optional()) body: z.output<typeof SwitchReason> | undefined,
    @Caller() context: CommandContext,
  ) {
    return this.commands.execute(new PausePublishing('fleet', body?.reason ?? null, context));
  }
}
