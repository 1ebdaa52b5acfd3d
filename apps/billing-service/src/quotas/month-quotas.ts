import type { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { MonthNotBegunError } from '../budgets/budget-draft.ts';
import type { Month } from '../budgets/month.ts';
import type { BillingTables } from '../database.ts';
import { newestQuota } from './newest-quota.query.ts';
import type { Quota } from './quota.ts';

const KEPT_MAX = 10_000;

/** The month in which something is decided. */
export interface MonthOfProfile {
  readonly profileId: ProfileId;
  readonly month: Month;
  /** The month that is now. */
  readonly current: Month;
}

/**
 * Which quota a month begins with. Looked up once a month and profile and process: a month that has begun holds its quota in
 * its own facts, and a policy brings it each newer one.
 */
export class MonthQuotas {
  readonly #begun = new Set<string>();

  constructor(private readonly door: TenantDoor<BillingTables>) {}

  /**
   * Lets something be decided in a month, with the newest quota, or with undefined when the month is known to have begun.
   * When the log does not hold it any more (a database was put back), once more with the quota.
   */
  async with<T>(
    { profileId, month, current }: MonthOfProfile,
    decide: (quota: Quota | undefined) => Promise<T>,
  ): Promise<T> {
    const key = `${profileId} ${month}`;
    if (this.#begun.has(key)) {
      try {
        return await decide(undefined);
      } catch (error) {
        if (!(error instanceof MonthNotBegunError)) throw error;
        this.#begun.delete(key);
      }
    }
    const answer = await decide(await newestQuota(this.door, profileId));
    // A newer quota is brought to the current month only: one to come has to be asked again when it is.
    if (month > current) return answer;
    if (this.#begun.size >= KEPT_MAX) this.#begun.clear();
    this.#begun.add(key);
    return answer;
  }
}
