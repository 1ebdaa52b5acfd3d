import { Deciders } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { budget } from '../budget.ts';
import { budgetStream } from '../budget-stream.ts';
import { monthOf } from '../month.ts';
import { ApplyQuota, applyQuota } from './apply-quota.ts';

@CommandHandler(ApplyQuota)
export class ApplyQuotaHandler implements ICommandHandler<ApplyQuota> {
  constructor(
    private readonly deciders: Deciders,
    @Inject(RUNTIME) private readonly runtime: Pick<Runtime, 'clock'>,
  ) {}

  async execute({ profileId, quota, context }: ApplyQuota) {
    const month = monthOf(this.runtime.clock.now());
    await this.deciders.handle({
      aggregate: budget,
      target: budgetStream(profileId, month),
      context,
      decide: (state) => applyQuota({ month, quota }, state),
      reply: () => ({ month }),
    });
  }
}
