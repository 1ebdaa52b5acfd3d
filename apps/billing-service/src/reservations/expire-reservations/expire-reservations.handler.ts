import { Deciders } from '@clipcast/event-store';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { ExpireReservations } from './expire-reservations.ts';
import { noteEnds } from '../note-ends.ts';

@CommandHandler(ExpireReservations)
export class ExpireReservationsHandler implements ICommandHandler<ExpireReservations> {
  constructor(
    private readonly deciders: Deciders,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, month, context }: ExpireReservations): Promise<boolean> {
    const now = await this.clock.now();
    return noteEnds(this.deciders, { profileId, month, now }, context);
  }
}
