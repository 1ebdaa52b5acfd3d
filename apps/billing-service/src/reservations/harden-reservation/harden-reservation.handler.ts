import { formatUsd } from '@clipcast/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ReservationDesk } from '../reservation-desk.ts';
import { HardenReservation, hardenReservation } from './harden-reservation.ts';

@CommandHandler(HardenReservation)
export class HardenReservationHandler implements ICommandHandler<HardenReservation> {
  constructor(private readonly desk: ReservationDesk) {}

  execute(command: HardenReservation) {
    return this.desk.decide(command, {
      decide: hardenReservation,
      reply: ({ month, reservationId: id }, facts, { holds }) => ({
        id,
        month,
        status: 'open' as const,
        class: 'hard' as const,
        amountUsd: formatUsd(holds.get(id)?.amount ?? 0n),
        wasHard: facts.length === 0,
      }),
      again: () => undefined,
    });
  }
}
