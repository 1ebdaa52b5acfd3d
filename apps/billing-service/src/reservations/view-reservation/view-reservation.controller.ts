import { Operation, RequiresScope, setEntityTag, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { ReservationParams } from '../reservation-params.ts';
import { ReservationView } from '../reservation-view.ts';
import { ViewReservation } from './view-reservation.query.ts';

@Controller('profiles/:profileId/reservations/:reservationId')
export class ViewReservationController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({ summary: 'Show a reservation' })
  @ZodResponse(200, ReservationView, 'The reservation, also long after it has ended.')
  async view(
    @ZodParams(ReservationParams) { profileId, reservationId }: ReservationParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewReservation(profileId, reservationId));
    setEntityTag(reply, version);
    return resource;
  }
}
