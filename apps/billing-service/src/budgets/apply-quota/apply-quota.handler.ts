import { Deciders } from '@clipcast/event-store';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { budget } from '../budget.ts';
import { budgetStream } from '../budget-stream.ts';
import { monthOf } from '../month.ts';
import { ApplyQuota, applyQuota } from './apply-quota.ts';

@CommandHandler(ApplyQuota)
export class ApplyQuotaHandler implements ICommandHandler<ApplyQuota> {
  constructor(
    private readonly deciders: Deciders,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, quota, context }: ApplyQuota) {
    const month = monthOf(await this.clock.now());
    await this.deciders.handle({
      aggregate: budget,
      target: budgetStream(profileId, month),
      context,
      decide: (state) => applyQuota({ month, quota }, state),
      reply: () => ({ month }),
    });
  }
}
