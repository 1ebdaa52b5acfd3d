import { formatUsd } from '@clipcast/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { factOf } from '../fact-of.ts';
import { ReservationDesk } from '../reservation-desk.ts';
import type { ReleasedReservation } from '../reservation-view.ts';
import { ReleaseReservation, releaseReservation } from './release-reservation.ts';

@CommandHandler(ReleaseReservation)
export class ReleaseReservationHandler implements ICommandHandler<ReleaseReservation> {
  constructor(private readonly desk: ReservationDesk) {}

  execute(command: ReleaseReservation) {
    return this.desk.decide<ReleasedReservation>(command, {
      decide: releaseReservation,
      reply: ({ month, reservationId }, facts) => ({
        id: reservationId,
        month,
        status: 'released',
        heldUsd: factOf(facts, 'ReservationReleased').heldUsd,
      }),
      again: ({ status, month, reservation_id: id, amount_micros: held }) =>
        status === 'released' ? { id, month, status, heldUsd: formatUsd(held) } : undefined,
    });
  }
}
