import { positiveUsdSchema } from '@clipcast/contracts';
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
import { z } from 'zod';
import { ReservationParams } from '../reservation-params.ts';
import { SettledReservation } from '../reservation-view.ts';
import { UsageInput } from '../usage-input.ts';
import { SettleReservation } from './settle-reservation.ts';

const SOURCE_FIELDS_MAX = 20;

const RealUse = z
  .strictObject({
    amountUsd: positiveUsdSchema
      .optional()
      .meta({ description: 'What it really cost; the truth, if given.' }),
    usage: UsageInput.optional().meta({ description: 'What was used. Alone it is rated by its price.' }),
    source: z
      .record(z.string().min(1).max(100), z.string().max(500))
      .refine(
        (source) => Object.keys(source).length <= SOURCE_FIELDS_MAX,
        `has more than ${SOURCE_FIELDS_MAX} fields`,
      )
      .default({})
      .meta({ description: 'What it was spent on: `job`, `publicationId` and the like.' }),
  })
  .refine(({ amountUsd, usage }) => amountUsd !== undefined || usage !== undefined, {
    path: ['amountUsd'],
    message: 'give an amount, a usage, or both; POST …/release ends a reservation of which nothing was spent',
  })
  .meta({ id: 'RealUse' });

@Controller('profiles/:profileId/reservations/:reservationId/settle')
export class SettleReservationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('billing:write')
  @Operation({
    summary: 'Settle a reservation',
    description:
      'Books what was really spent, in the month in which the reservation was opened, and frees the rest at once. More than was held is booked too, and told as `overrunUsd`. Settling again with the same amount, or with the same usage, by the price that counted then, gives the same answer; anything else is 409 `reservation_already_settled`.',
  })
  @ZodResponse(200, SettledReservation, 'What was spent is booked; the rest is free again.')
  settle(
    @ZodParams(ReservationParams) { profileId, reservationId }: ReservationParams,
    @ZodBody(RealUse) { amountUsd, usage, source }: z.output<typeof RealUse>,
    @Caller() context: CommandContext,
  ) {
    const use = { amountUsd: amountUsd ?? null, usage: usage ?? null, source };
    return this.commands.execute(new SettleReservation(profileId, reservationId, use, context));
  }
}
