import type { TenantDoor } from '@clipcast/event-store';
import type { Clock, ProfileId } from '@clipcast/kernel';
import { MonthNotBegunError } from '../budgets/budget-draft.ts';
import type { Month } from '../budgets/month.ts';
import type { BillingTables } from '../database.ts';
import { newestQuota } from './newest-quota.query.ts';
import type { Quota } from './quota.ts';

const KEPT_MAX = 10_000;
/** So long a month is taken to know the newest quota: one that came late is seen by then. */
const KNOWN_MS_MAX = 5_000;

/** The month in which something is decided. */
export interface MonthOfProfile {
  readonly profileId: ProfileId;
  readonly month: Month;
  /** The month that is now. */
  readonly current: Month;
}

/**
 * Which quota a month begins with. Looked up every five seconds at the most: a month that has begun holds its quota in its own
 * facts, and a policy brings it each newer one; the look makes up for one that was on its way while a month began.
 */
export class MonthQuotas {
  /** When the newest quota was looked up, by the monotonic clock. */
  readonly #begun = new Map<string, number>();

  constructor(
    private readonly door: TenantDoor<BillingTables>,
    private readonly clock: Pick<Clock, 'monotonicMs'>,
  ) {}

  /**
   * Lets something be decided in a month, with the newest quota, or with undefined when the month is known to have begun.
   * When the log does not hold it any more (a database was put back), once more with the quota.
   */
  async with<T>(
    { profileId, month, current }: MonthOfProfile,
    decide: (quota: Quota | undefined) => Promise<T>,
  ): Promise<T> {
    const key = `${profileId} ${month}`;
    const beginsMs = this.clock.monotonicMs();
    if (beginsMs - (this.#begun.get(key) ?? -Infinity) < KNOWN_MS_MAX) {
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
    this.#begun.set(key, beginsMs);
    return answer;
  }
}
