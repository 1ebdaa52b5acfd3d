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
import { Controller, Patch, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PublicationParams } from '../publication-params.ts';
import { PublicationView } from '../publication-view.ts';
import { scheduleSchema } from '../schedule.ts';
import { ReschedulePublication } from './reschedule-publication.ts';

const Rescheduling = z.strictObject({ schedule: scheduleSchema });

@Controller('profiles/:profileId/publications/:publicationId')
export class ReschedulePublicationController {
  constructor(private readonly commands: CommandBus) {}

  @Patch()
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Move a publication to another time',
    description:
      'What is in Postiz already is taken back first, as far as that is still in time. 409 `too_late_to_move` when nothing of it can be moved any more.',
  })
  @ZodResponse(200, PublicationView, 'The job, with what moves.')
  async reschedule(
    @ZodParams(PublicationParams) params: PublicationParams,
    @ZodBody(Rescheduling) { schedule }: z.output<typeof Rescheduling>,
    @IfMatch() expectedVersion: number | undefined,
    @Caller() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { view, version } = await this.commands.execute(
      new ReschedulePublication({ ...params, context, expectedVersion }, schedule),
    );
    setEntityTag(reply, version);
    return view;
  }
}
