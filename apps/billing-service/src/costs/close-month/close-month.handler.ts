import { Deciders } from '@clipcast/event-store';
import { formatUsd } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { budget } from '../../budgets/budget.ts';
import { budgetStream } from '../../budgets/budget-stream.ts';
import { monthOf } from '../../budgets/month.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { MonthQuotas } from '../../quotas/month-quotas.ts';
import { noteEnds } from '../../reservations/note-ends.ts';
import { CloseMonth, closeMonth, requireOver, type ClosedMonth } from './close-month.ts';

@CommandHandler(CloseMonth)
export class CloseMonthHandler implements ICommandHandler<CloseMonth> {
  constructor(
    private readonly deciders: Deciders,
    private readonly quotas: MonthQuotas,
    private readonly profiles: KnownProfiles,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, month, context }: CloseMonth): Promise<ClosedMonth> {
    await this.profiles.require(profileId);
    const now = await this.clock.now();
    // First, so that a closing that is refused for it has noted nothing.
    requireOver(month, now);
    // So many that one decision may not hold them: the month is closed when none is left.
    while (await noteEnds(this.deciders, { profileId, month, now }, context));
    const place = { profileId, month, current: monthOf(now) };
    const { reply } = await this.quotas.with(place, (quota) =>
      this.deciders.handle({
        aggregate: budget,
        target: budgetStream(profileId, month),
        context,
        decide: (state) => closeMonth({ month, now, quota }, state),
        reply: ({ spent }): ClosedMonth => ({ month, spentUsd: formatUsd(spent) }),
      }),
    );
    return reply;
  }
}
