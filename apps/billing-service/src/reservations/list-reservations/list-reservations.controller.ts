import { monthSchema } from '@clipcast/contracts';
import {
  Operation,
  pageQuery,
  pageSchema,
  RequiresScope,
  ZodParams,
  ZodQuery,
  ZodResponse,
} from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { reservationStatuses, ReservationView } from '../reservation-view.ts';
import { ListReservations } from './list-reservations.query.ts';

const ReservationsQuery = z.strictObject({
  ...pageQuery.shape,
  status: z.enum(reservationStatuses).optional(),
  month: monthSchema.optional().meta({ description: 'YYYY-MM, UTC: in which they were opened.' }),
});

@Controller('profiles/:profileId/reservations')
export class ListReservationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({ summary: 'List reservations' })
  @ZodResponse(200, pageSchema(ReservationView), 'The newest first.')
  list(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(ReservationsQuery) { limit, cursor, status, month }: z.output<typeof ReservationsQuery>,
  ) {
    return this.queries.execute(new ListReservations(profileId, { status, month }, limit, cursor));
  }
}
