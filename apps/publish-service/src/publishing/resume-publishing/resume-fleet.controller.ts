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
import { ResumePublishing } from './resume-publishing.ts';

@Controller('ops/v1/publishing/resume')
export class ResumeFleetController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('ops:write')
  @Operation({
    summary: 'Go on publishing for everybody',
    description: 'Profiles whose own switch is off stay stopped.',
    tags: ['operations'],
  })
  @ZodResponse(200, SwitchView, 'How the switch of the fleet stands.')
  resume(
    @ZodBody(SwitchReason.optional()) body: z.output<typeof SwitchReason> | undefined,
    @Caller() context: CommandContext,
  ) {
    return this.commands.execute(new ResumePublishing('fleet', body?.reason ?? null, context));
  }
}
