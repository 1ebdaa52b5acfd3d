import { Deciders, TenantDoor } from '@clipcast/event-store';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import type { BillingTables } from '../../database.ts';
import { PriceBooks } from '../../prices/price-books.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { newestQuota } from '../../quotas/newest-quota.query.ts';
import { SpendCaps } from '../../spend-caps/spend-caps.ts';
import { readBudget } from '../budget-stream.ts';
import { monthOf } from '../month.ts';
import type { BudgetEstimate } from './budget-estimate.ts';
import { EstimateBudget, estimateBudget } from './estimate-budget.ts';

/** From the month's facts and the books themselves, like a reservation at this moment. */
@QueryHandler(EstimateBudget)
export class EstimateBudgetHandler implements IQueryHandler<EstimateBudget> {
  constructor(
    private readonly deciders: Deciders,
    private readonly door: TenantDoor<BillingTables>,
    private readonly profiles: KnownProfiles,
    private readonly prices: PriceBooks,
    private readonly caps: SpendCaps,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, items, accessKeyId }: EstimateBudget): Promise<BudgetEstimate> {
    await this.profiles.require(profileId);
    const now = await this.clock.now();
    const month = monthOf(now);
    const [{ state }, quota, books, keyLimit] = await Promise.all([
      readBudget(this.deciders, profileId, month),
      newestQuota(this.door, profileId),
      this.prices.of(profileId),
      accessKeyId === null ? null : this.caps.limitOf(profileId, accessKeyId),
    ]);
    return estimateBudget({ month, now, quota, books, items, accessKeyId, keyLimit }, state);
  }
}
