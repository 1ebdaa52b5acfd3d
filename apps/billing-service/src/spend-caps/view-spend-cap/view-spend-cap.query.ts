import { Deciders } from '@clipcast/event-store';
import { formatUsd } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readBudget } from '../../budgets/budget-stream.ts';
import { usedByKeyAt } from '../../budgets/held-at.ts';
import { monthOf } from '../../budgets/month.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { remaining } from '../../quotas/quota.ts';
import { spendCapNotFound } from '../spend-cap-book.ts';
import type { SpendCapView } from '../spend-cap-view.ts';
import { SpendCaps } from '../spend-caps.ts';
import { ViewSpendCap } from './view-spend-cap.ts';

/** @throws {DomainError} `profile_not_found`, `spend_cap_not_found` */
@QueryHandler(ViewSpendCap)
export class ViewSpendCapHandler implements IQueryHandler<ViewSpendCap> {
  constructor(
    private readonly deciders: Deciders,
    private readonly caps: SpendCaps,
    private readonly profiles: KnownProfiles,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, accessKeyId }: ViewSpendCap): Promise<SpendCapView> {
    await this.profiles.require(profileId);
    const limit = await this.caps.limitOf(profileId, accessKeyId);
    if (limit === null) throw spendCapNotFound(accessKeyId);
    const now = await this.clock.now();
    const month = monthOf(now);
    const { state } = await readBudget(this.deciders, profileId, month);
    const used = usedByKeyAt(state, accessKeyId, now);
    return {
      accessKeyId,
      monthlyLimitUsd: formatUsd(limit),
      month,
      usedUsd: formatUsd(used),
      remainingUsd: formatUsd(remaining(used, limit)),
    };
  }
}
