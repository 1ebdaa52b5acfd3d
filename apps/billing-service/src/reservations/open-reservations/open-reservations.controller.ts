import type { Runtime } from '@clipcast/kernel';
import {
  Caller,
  CurrentPrincipal,
  Operation,
  RequiresScope,
  RUNTIME,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { accessKeyOf } from '../../access-key.ts';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { NewReservation, wantedReservation } from '../reservation-input.ts';
import { OpenedReservation } from '../reservation-view.ts';
import { OpenReservations } from './open-reservations.ts';

const TOGETHER_MAX = 64;

const ReservationBatch = z
  .strictObject({ reservations: z.array(NewReservation).min(1).max(TOGETHER_MAX) })
  .meta({ id: 'ReservationBatch' });

const OpenedReservations = z
  .object({ reservations: z.array(OpenedReservation) })
  .meta({ id: 'OpenedReservations' });

const REFUSED =
  '402 `quota_exceeded` says what the limit is, what is spent and reserved, and when the next month begins; 422 `price_unknown` that the usage has no price.';

@Controller('profiles/:profileId')
export class OpenReservationsController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(RUNTIME) private readonly runtime: Pick<Runtime, 'ids'>,
  ) {}

  @Post('reservations')
  @RequiresScope('billing:write')
  @Operation({
    summary: 'Open a reservation',
    description: `Sets money aside before it is spent: granted if, and only if, what is spent, reserved and asked for stays within the month's limit. ${REFUSED}`,
  })
  @ZodResponse(201, OpenedReservation, 'The money is set aside.')
  async open(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(NewReservation) asked: z.output<typeof NewReservation>,
    @Caller() context: CommandContext,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedReservation> {
    const wanted = wantedReservation(asked, this.runtime.ids);
    const [opened] = await this.commands.execute(
      new OpenReservations(profileId, [wanted], accessKeyOf(principal), context),
    );
    if (!opened) throw new Error('One reservation was asked for, and none was answered.');
    void reply.header('location', `/v1/profiles/${profileId}/reservations/${opened.id}`);
    return opened;
  }

  @Post('reservations::batch')
  @RequiresScope('billing:write')
  @Operation({
    summary: 'Open several reservations together',
    description: `All of them are granted or none; they share a \`groupId\`, and each ends by itself. ${REFUSED}`,
  })
  @ZodResponse(201, OpenedReservations, 'The money is set aside for each, in the order of the request.')
  async openTogether(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(ReservationBatch) { reservations }: z.output<typeof ReservationBatch>,
    @Caller() context: CommandContext,
    @CurrentPrincipal() principal: Principal,
  ) {
    const wanted = reservations.map((asked) => wantedReservation(asked, this.runtime.ids));
    const opened = await this.commands.execute(
      new OpenReservations(profileId, wanted, accessKeyOf(principal), context),
    );
    return { reservations: [...opened] };
  }
}
