import { TenantDoor } from '@clipcast/event-store';
import { DomainError, type ProfileId } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import type { BillingTables } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { newestQuota, quotaAt } from '../../quotas/newest-quota.query.ts';
import { quotaInForce } from '../budget.ts';
import { monthOf, type Month } from '../month.ts';
import { budgetView, type BudgetView } from './budget-view.ts';
import { KnownMonths } from './known-months.query.ts';

/** A profile's budget in a month, as it is or as it was at an instant; without a month in that of the instant. */
export class ViewBudget extends Query<{ readonly resource: BudgetView; readonly version: number }> {
  constructor(
    readonly profileId: ProfileId,
    readonly month: Month | undefined,
    readonly asOf: Date | undefined,
  ) {
    super();
  }
}

/** From the month's facts themselves, so it shows every cost that was booked. */
@QueryHandler(ViewBudget)
export class ViewBudgetHandler implements IQueryHandler<ViewBudget> {
  constructor(
    private readonly months: KnownMonths,
    private readonly door: TenantDoor<BillingTables>,
    private readonly profiles: KnownProfiles,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, month: asked, asOf }: ViewBudget) {
    await this.profiles.require(profileId);
    const now = await this.clock.now();
    if (asOf !== undefined && asOf > now) throw inTheFuture(now);
    const at = asOf ?? now;
    const month = asked ?? monthOf(at);
    const [known, newest] = await Promise.all(
      asOf === undefined
        ? [this.months.now(profileId, month), newestQuota(this.door, profileId)]
        : [this.months.at(profileId, month, asOf), quotaAt(this.door, profileId, asOf)],
    );
    const quota = quotaInForce(known.state.quota, newest, month >= monthOf(at));
    const sight = { profileId, month, at, isAsked: asOf !== undefined };
    return { resource: budgetView(sight, known, quota), version: known.version };
  }
}

const inTheFuture = (now: Date): DomainError =>
  new DomainError(
    'as_of_in_future',
    'invalid',
    `Nothing is known of later than now, ${now.toISOString()}. Leave "asOf" out, or name an earlier instant.`,
    { now: now.toISOString() },
  );
