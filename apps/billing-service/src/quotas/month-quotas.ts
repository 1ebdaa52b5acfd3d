import type { TenantDoor } from '@clipcast/event-store';
import type { ProfileId, Runtime } from '@clipcast/kernel';
import { MonthNotBegunError } from '../budgets/budget-draft.ts';
import type { Month } from '../budgets/month.ts';
import type { BillingTables } from '../database.ts';
import { newestQuota } from './newest-quota.query.ts';
import type { Quota } from './quota.ts';

const KEPT_MAX = 10_000;
/** So long a month is taken to know the newest quota: one that came late is seen by then. */
const KNOWN_MS_MAX = 5_000;

/** Time that passes, and turns of the event loop. */
interface MonotonicTurns {
  readonly clock: Pick<Runtime['clock'], 'monotonicMs'>;
  readonly timers: Pick<Runtime['timers'], 'turn'>;
}

/** The month in which something is decided. */
export interface MonthOfProfile {
  readonly profileId: ProfileId;
  readonly month: Month;
  /** The month that is now. */
  readonly current: Month;
}

/**
 * Decides with the newest quota, or with undefined when the month is known to have begun. `sees` is told the month's own quota
 * each time something is decided from it.
 */
export type DecideWithQuota<T> = (quota: Quota | undefined, sees: (own: Quota | null) => void) => Promise<T>;

/**
 * Which quota a month begins with. Looked up every five seconds at the most: a month that has begun holds its quota in its own
 * facts, and a policy brings it each newer one; the look makes up for one that was on its way while a month began.
 */
export class MonthQuotas {
  /** When the newest quota was looked up, by the monotonic clock. */
  readonly #begun = new Map<string, number>();
  readonly #looks = new Map<ProfileId, Promise<Quota>>();

  constructor(
    private readonly door: TenantDoor<BillingTables>,
    private readonly runtime: MonotonicTurns,
  ) {}

  /**
   * Lets something be decided in a month, with the newest quota, or with undefined when the month is known to have begun.
   * When the log does not hold it any more (a database was put back), once more with the quota. What is refused begins no
   * month and brings it no quota; then it counts whether the month's own was as new as the one that was looked up.
   */
  async with<T>({ profileId, month, current }: MonthOfProfile, decide: DecideWithQuota<T>): Promise<T> {
    const key = `${profileId} ${month}`;
    const beginsMs = this.runtime.clock.monotonicMs();
    if (beginsMs - (this.#begun.get(key) ?? -Infinity) < KNOWN_MS_MAX) {
      try {
        return await decide(undefined, () => undefined);
      } catch (error) {
        if (!(error instanceof MonthNotBegunError)) throw error;
        this.#begun.delete(key);
      }
    }
    const newest = await this.#newest(profileId);
    let knowsIt = false;
    try {
      const answer = await decide(newest, (own) => (knowsIt = own !== null && own.version >= newest.version));
      knowsIt = true;
      return answer;
    } finally {
      // A newer quota is brought to the current month only: one to come has to be asked again when it is.
      if (knowsIt && month <= current) this.#keep(key, beginsMs);
    }
  }

  /** Calls of one turn of the event loop share the look, so that a batch of a thousand costs looks once. */
  #newest(profileId: ProfileId): Promise<Quota> {
    const begun = this.#looks.get(profileId);
    if (begun) return begun;
    const look = this.runtime.timers.turn().then(() => {
      // From here on a new quota may be missed by this look, so nobody joins it any more.
      this.#looks.delete(profileId);
      return newestQuota(this.door, profileId);
    });
    this.#looks.set(profileId, look);
    return look;
  }

  #keep(key: string, beginsMs: number): void {
    if (this.#begun.size >= KEPT_MAX) this.#begun.clear();
    this.#begun.set(key, beginsMs);
  }
}
