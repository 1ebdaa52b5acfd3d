import { Deciders, TenantDoor } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BillingTables } from '../../database.ts';
import { newestQuota } from '../../quotas/newest-quota.query.ts';
import { budget } from '../budget.ts';
import { budgetStream } from '../budget-stream.ts';
import { monthOf } from '../month.ts';
import { costCommandId, RecordCost, recordCost } from './record-cost.ts';

@CommandHandler(RecordCost)
export class RecordCostHandler implements ICommandHandler<RecordCost> {
  constructor(
    private readonly deciders: Deciders,
    private readonly door: TenantDoor<BillingTables>,
    @Inject(RUNTIME) private readonly runtime: Pick<Runtime, 'clock'>,
  ) {}

  async execute({ profileId, cost, context }: RecordCost) {
    const month = monthOf(new Date(cost.incurredAt));
    const isOpen = month >= monthOf(this.runtime.clock.now());
    const quota = await newestQuota(this.door, profileId);
    const { replayed } = await this.deciders.handle({
      aggregate: budget,
      target: budgetStream(profileId, month),
      context: { ...context, idempotency: { commandId: costCommandId(cost.costId) } },
      decide: (state) => recordCost({ month, isOpen, cost, quota }, state),
      reply: () => ({ month }),
    });
    return replayed ? 'duplicate' : 'recorded';
  }
}
