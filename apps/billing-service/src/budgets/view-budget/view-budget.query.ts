import { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { ServiceEngine } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { costLedger } from '../../costs/cost-ledger.projection.ts';
import type { BillingTables } from '../../database.ts';
import { readModelBehind } from '../../level-read-model.ts';
import { monthBudgets } from '../../overview/month-budget.projection.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { newestQuota, quotaAt } from '../../quotas/newest-quota.query.ts';
import { quotaHistory } from '../../quotas/quota-history.projection.ts';
import { ShownFacts } from '../../shown-facts.ts';
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

/** From the month's facts themselves, so it shows every cost that was booked. @throws {DomainError} `profile_not_found`, `as_of_in_future`, `read_model_behind` */
@QueryHandler(ViewBudget)
export class ViewBudgetHandler implements IQueryHandler<ViewBudget> {
  constructor(
    private readonly months: KnownMonths,
    private readonly door: TenantDoor<BillingTables>,
    private readonly profiles: KnownProfiles,
    private readonly shown: ShownFacts,
    private readonly engine: ServiceEngine,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, month: asked, asOf }: ViewBudget) {
    await this.profiles.require(profileId);
    const at = asOf ?? (await this.clock.now());
    const month = asked ?? monthOf(at);
    if (asOf !== undefined) await this.#requireKnown(profileId, asOf);
    const [known, newest] = await Promise.all(
      asOf === undefined
        ? [this.months.now(profileId, month), newestQuota(this.door, profileId)]
        : [this.months.at(profileId, month, asOf), quotaAt(this.door, profileId, asOf)],
    );
    const quota = quotaInForce(known.state.quota, newest, month >= monthOf(at));
    const sight = { profileId, month, at, isAsked: asOf !== undefined };
    return { resource: budgetView(sight, known, quota), version: known.version };
  }

  /** Its facts, and the quotas that profile-service had recorded: what is still on its way is waited for. */
  async #requireKnown(profileId: ProfileId, asOf: Date): Promise<void> {
    await this.shown.until(asOf, costLedger.name, monthBudgets.name);
    if (!(await this.engine.heardAll(profileId, 'profile', [quotaHistory.name]))) throw readModelBehind();
  }
}
