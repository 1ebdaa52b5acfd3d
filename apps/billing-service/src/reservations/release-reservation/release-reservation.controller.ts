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
import { ReleasedReservation } from '../reservation-view.ts';
import { ReleaseReservation } from './release-reservation.ts';

@Controller('profiles/:profileId/reservations/:reservationId/release')
export class ReleaseReservationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('billing:write')
  @Operation({
    summary: 'Release a reservation',
    description:
      'When nothing was spent of it; whoever has spent a part settles with that part. Releasing it again gives the same answer.',
  })
  @ZodResponse(200, ReleasedReservation, 'Its money is free again.')
  release(
    @ZodParams(ReservationParams) { profileId, reservationId }: ReservationParams,
    @Caller() context: CommandContext,
  ) {
    return this.commands.execute(new ReleaseReservation(profileId, reservationId, context));
  }
}
