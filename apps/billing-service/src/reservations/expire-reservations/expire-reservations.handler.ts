import { Deciders } from '@clipcast/event-store';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { budget, type BudgetEvent } from '../../budgets/budget.ts';
import { budgetStream } from '../../budgets/budget-stream.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { ExpireReservations, expireReservations, mayBeMore } from './expire-reservations.ts';

@CommandHandler(ExpireReservations)
export class ExpireReservationsHandler implements ICommandHandler<ExpireReservations> {
  constructor(
    private readonly deciders: Deciders,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, month, context }: ExpireReservations): Promise<boolean> {
    let facts: readonly BudgetEvent[] = [];
    const now = await this.clock.now();
    await this.deciders.handle({
      aggregate: budget,
      target: budgetStream(profileId, month),
      context,
      decide: (state) => (facts = expireReservations({ month, now }, state)),
      reply: () => null,
    });
    return mayBeMore(facts);
  }
}
