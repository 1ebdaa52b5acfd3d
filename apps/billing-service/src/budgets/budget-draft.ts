import type { AppliedPrice, CostRecorded, ReservationExpired } from '@clipcast/contracts';
import { formatUsd, parseUsd, type Micros, type ReservationId } from '@clipcast/kernel';
import { isReached, thresholdsOf, type Quota } from '../quotas/quota.ts';
import {
  budget,
  quotaIn,
  quotaInForce,
  type BudgetEvent,
  type BudgetState,
  type QuotaApplied,
  type StandingChanged,
} from './budget.ts';
import { requireBookable } from './bookable-amount.ts';
import type { Hold } from './holds.ts';
import type { Month } from './month.ts';

/** So many ends are noted by one decision, however many are due: an append has to stay small. */
export const ENDS_NOTED_MAX = 1_000;
/** The log does not hold a month that somebody took to have begun: the database was put back to an earlier state. */
export class MonthNotBegunError extends Error {
  override readonly name = 'MonthNotBegunError';

  constructor(readonly month: Month) {
    super(`The log holds nothing of ${month}.`);
  }
}

/** How the money stands, as the public facts of a month tell it. */
export interface StandingData {
  readonly month: Month;
  readonly spentUsd: string;
  readonly reservedUsd: string;
  readonly limitUsd: string;
}

/** A cost entry as far as it does not follow from the month. */
export type NewEntry = Omit<CostRecorded['data'], keyof StandingData>;

/**
 * The facts of one decision while it is being made: each is added to the state at once, so that the next one tells the sums
 * that hold after it. Lives inside a pure decision and nowhere else.
 */
export class BudgetDraft {
  readonly #facts: BudgetEvent[] = [];
  #state: BudgetState;

  constructor(
    readonly month: Month,
    private readonly before: BudgetState,
  ) {
    this.#state = before;
  }

  get state(): BudgetState {
    return this.#state;
  }

  add(fact: BudgetEvent): void {
    this.#facts.push(fact);
    this.#state = budget.evolve(this.#state, fact);
  }

  /** Lets the month count against a quota from here on, unless it does already. */
  apply(quota: Quota): void {
    if (quota !== this.#state.quota) this.add(quotaApplied(this.month, quota));
  }

  /**
   * Begins the month with the newest quota, or lets an open one take a newer one. Undefined is for a month that is known to
   * have begun. @throws {MonthNotBegunError} when it has not.
   */
  begin(newest: Quota | undefined, isOpen: boolean): void {
    const own = this.#state.quota;
    if (newest === undefined && own === null) throw new MonthNotBegunError(this.month);
    this.apply(quotaInForce(own, newest ?? quotaIn(this.#state), isOpen));
  }

  /** Notes what is no longer held at an instant; there may be more than `max`. */
  expire(now: Date, max = ENDS_NOTED_MAX): void {
    this.expireUntil(now, () => false, max);
  }

  /** The same, the earliest first, until `isEnough`. False when so many ends are not enough. */
  expireUntil(now: Date, isEnough: (state: BudgetState) => boolean, max: number): boolean {
    let noted = 0;
    for (const [reservationId, hold] of this.#state.holds.dueAt(now.getTime())) {
      if (noted === max || isEnough(this.#state)) break;
      this.add(this.#expired(reservationId, hold));
      noted += 1;
    }
    return isEnough(this.#state);
  }

  /** Books a cost. Whatever the limit says: it was incurred. @throws {DomainError} `amount_too_large` */
  record(entry: NewEntry): void {
    requireBookable(this.#state.spent + parseUsd(entry.amountUsd));
    const data = { ...entry, ...this.standing({ spent: parseUsd(entry.amountUsd) }) };
    this.add({ type: 'CostRecorded', data });
  }

  /** How the money stands after the next fact, which changes it by so much. */
  standing({ spent = 0n, reserved = 0n }: { spent?: Micros; reserved?: Micros } = {}): StandingData {
    return {
      month: this.month,
      spentUsd: formatUsd(this.#state.spent + spent),
      reservedUsd: formatUsd(this.#state.reserved + reserved),
      limitUsd: formatUsd(quotaIn(this.#state).limit),
    };
  }

  /** Everything that was decided, and what of it has to be told. */
  facts(): BudgetEvent[] {
    for (const fact of this.#standingChanges()) this.add(fact);
    return this.#facts;
  }

  /**
   * Every threshold once under one limit, in ascending order. Other terms while exhausted are told again, because a limit
   * that was soft and is hard now makes spenders stop.
   */
  #standingChanges(): StandingChanged[] {
    const state = this.#state;
    const quota = quotaIn(state);
    const data = { ...this.standing(), enforcement: quota.enforcement };
    const isExhausted = isReached(100, state.spent, quota);
    const facts: StandingChanged[] = [];
    if (state.isExhausted && !isExhausted) facts.push({ type: 'QuotaRestored', data });
    for (const thresholdPercent of thresholdsOf(quota)) {
      if (isReached(thresholdPercent, state.spent, quota) && !state.told.includes(thresholdPercent))
        facts.push({ type: 'QuotaWarningReached', data: { ...data, thresholdPercent } });
    }
    if (isExhausted && (!state.isExhausted || hasOtherTerms(this.before.quota, quota)))
      facts.push({ type: 'QuotaExhausted', data });
    return facts;
  }

  #expired(reservationId: ReservationId, { amount, expiresAtMs }: Hold): ReservationExpired {
    return {
      type: 'ReservationExpired',
      data: {
        ...this.standing({ reserved: -amount }),
        reservationId,
        heldUsd: formatUsd(amount),
        expiredAt: new Date(expiresAtMs ?? 0).toISOString(),
      },
    };
  }
}

/** The fact that a month counts against a quota. */
export const quotaApplied = (month: Month, { limit, version, ...terms }: Quota): QuotaApplied => ({
  type: 'QuotaApplied',
  data: { month, limitUsd: formatUsd(limit), ...terms, quotaVersion: version },
});

/** The parts of an entry that most entries do not have. */
export const PLAIN_ENTRY = {
  plan: null,
  price: null as AppliedPrice | null,
  corrects: null,
  appliesTo: null,
  reservationId: null,
  accessKeyId: null,
};

const hasOtherTerms = (before: Quota | null, after: Quota): boolean =>
  before?.limit !== after.limit || before.enforcement !== after.enforcement;
