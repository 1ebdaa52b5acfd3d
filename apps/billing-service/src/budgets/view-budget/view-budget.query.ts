import { Deciders, TenantDoor } from '@clipcast/event-store';
import type { ProfileId, Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BillingTables } from '../../database.ts';
import { requireKnownProfile } from '../../profiles/known-profile.query.ts';
import { newestQuota } from '../../quotas/newest-quota.query.ts';
import { quotaInForce } from '../budget.ts';
import { readBudget } from '../budget-stream.ts';
import { monthOf, type Month } from '../month.ts';
import { budgetView, type BudgetView } from './budget-view.ts';

/** A profile's budget in a month; undefined is the current one. */
export class ViewBudget extends Query<{ readonly resource: BudgetView; readonly version: number }> {
  constructor(
    readonly profileId: ProfileId,
    readonly month: Month | undefined,
  ) {
    super();
  }
}

/** From the month's facts themselves, so it shows every cost that was booked. */
@QueryHandler(ViewBudget)
export class ViewBudgetHandler implements IQueryHandler<ViewBudget> {
  constructor(
    private readonly deciders: Deciders,
    private readonly door: TenantDoor<BillingTables>,
    @Inject(RUNTIME) private readonly runtime: Pick<Runtime, 'clock'>,
  ) {}

  async execute({ profileId, month: asked }: ViewBudget) {
    await requireKnownProfile(this.door, profileId);
    const current = monthOf(this.runtime.clock.now());
    const month = asked ?? current;
    const { state, version } = await readBudget(this.deciders, profileId, month);
    const quota = quotaInForce(state.quota, await newestQuota(this.door, profileId), month >= current);
    return { resource: budgetView(profileId, month, state, quota), version };
  }
}
