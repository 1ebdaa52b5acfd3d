import { Deciders, TenantDoor } from '@clipcast/event-store';
import { formatUsd, type ProfileId } from '@clipcast/kernel';
import { ServiceEngine } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { quotaInForce, type BudgetState } from '../../budgets/budget.ts';
import { readBudget } from '../../budgets/budget-stream.ts';
import { monthOf, type Month } from '../../budgets/month.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { costLedger } from '../../costs/cost-ledger.projection.ts';
import { unratedUsage } from '../../prices/unrated-usage.projection.ts';
import type { CostGrouping } from '../../costs/cost-sums.query.ts';
import type { BillingTables } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { newestQuota } from '../../quotas/newest-quota.query.ts';
import { remaining, type Quota } from '../../quotas/quota.ts';
import { fromOneState, monthOfProfile, stateOf } from '../statement-snapshot.query.ts';
import type { Statement } from '../statement.ts';

/** What a profile spent in a month, with all of its tables unless one is named. */
export class ViewStatement extends Query<Statement> {
  constructor(
    readonly profileId: ProfileId,
    readonly month: Month,
    readonly groupBy: CostGrouping | undefined,
  ) {
    super();
  }
}

@QueryHandler(ViewStatement)
export class ViewStatementHandler implements IQueryHandler<ViewStatement> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly deciders: Deciders,
    private readonly door: TenantDoor<BillingTables>,
    private readonly profiles: KnownProfiles,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, month, groupBy }: ViewStatement): Promise<Statement> {
    await this.profiles.require(profileId);
    const now = await this.clock.now();
    const { state } = await readBudget(this.deciders, profileId, month);
    const quota = quotaInForce(state.quota, await newestQuota(this.door, profileId), month >= monthOf(now));
    await Promise.all([costLedger, unratedUsage].map(({ name }) => this.engine.caughtUp(name)));
    const books = await fromOneState(this.door, (door) => monthOfProfile(door, profileId, month, groupBy));
    const called = this.door.of(profileId).selectFrom('profile_name').select('name');
    return {
      profileId,
      name: (await called.executeTakeFirst())?.name ?? null,
      month,
      currency: 'USD',
      madeAt: now.toISOString(),
      state: stateOf(month, books.closedAt !== null, now),
      quota: quotaView(quota, state),
      ...books,
    };
  }
}

function quotaView({ limit, warnAtPercent, enforcement }: Quota, { spent }: BudgetState): Statement['quota'] {
  return {
    limitUsd: formatUsd(limit),
    remainingUsd: limit === 0n ? null : formatUsd(remaining(spent, limit)),
    percentUsed: limit === 0n ? null : Number((spent * 10_000n) / limit) / 100,
    warnAtPercent,
    enforcement,
  };
}
