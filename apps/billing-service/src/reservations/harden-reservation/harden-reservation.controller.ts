import {
  Caller,
  Operation,
  RequiresScope,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ReservationParams } from '../reservation-params.ts';
import { HardenedReservation } from '../reservation-view.ts';
import { HardenReservation } from './harden-reservation.ts';

@Controller('profiles/:profileId/reservations/:reservationId/harden')
export class HardenReservationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('billing:write')
  @Operation({
    summary: 'Harden a reservation',
    description:
      'Directly before the first call that costs money: from then on it ends only by being settled or released. A hard one stays hard. 409 `reservation_expired` means: do not make the call.',
  })
  @ZodResponse(200, HardenedReservation, 'It no longer expires.')
  harden(
    @ZodParams(ReservationParams) { profileId, reservationId }: ReservationParams,
    @Caller() context: CommandContext,
  ) {
    return this.commands.execute(new HardenReservation(profileId, reservationId, context));
  }
}
