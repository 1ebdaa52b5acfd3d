import {
  Operation,
  pageQuery,
  pageSchema,
  RequiresScope,
  ZodQuery,
  ZodResponse,
} from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { reservationClasses, ReservationView } from '../reservation-view.ts';
import { FindOrphans } from './find-orphans.query.ts';

const OrphansQuery = z.strictObject({
  ...pageQuery.shape,
  class: z.enum(reservationClasses).default('hard'),
  olderThanSeconds: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
});

@Controller('reservations')
export class FindOrphansController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({
    summary: 'Find open reservations of all profiles',
    description:
      'For operators: `olderThanSeconds=…` shows hard ones that nobody has ended, unless `class=soft` is asked for. Find out from `purpose` and the call it was for whether money was spent; then POST …/settle with the amount, or POST …/release.',
  })
  @ZodResponse(200, pageSchema(ReservationView), 'The oldest first.')
  find(@ZodQuery(OrphansQuery) { limit, cursor, olderThanSeconds, ...asked }: z.output<typeof OrphansQuery>) {
    const filter = { reservationClass: asked.class, olderThanSeconds };
    return this.queries.execute(new FindOrphans(filter, limit, cursor));
  }
}
