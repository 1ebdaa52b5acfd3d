import type { CommandAnswer, CommandContext, Deciders } from '@clipcast/event-store';
import { DomainError, type Json, type ProfileId, type Uuid } from '@clipcast/kernel';
import type { MoneyClock } from '../clock/money-clock.ts';
import type { MonthQuotas } from '../quotas/month-quotas.ts';
import type { Quota } from '../quotas/quota.ts';
import { budget, type BudgetEvent, type BudgetState } from './budget.ts';
import { budgetStream } from './budget-stream.ts';
import { monthOf, type Month } from './month.ts';

/** In which month an entry is booked. */
export interface EntryPlace {
  readonly month: Month;
  /** Whether the month has not ended. */
  readonly isOpen: boolean;
  /** The newest quota that has come over; undefined when the month is known to have begun, and knows its own. */
  readonly quota: Quota | undefined;
  /** The entry's own month when that one is closed and the entry is booked in this one. */
  readonly appliesTo: Month | null;
}

/** An entry to be booked once for its command id. */
export interface NewBooking<Reply extends Json> {
  readonly profileId: ProfileId;
  /** In which it was incurred. */
  readonly month: Month;
  readonly commandId: Uuid;
  /** Of what was asked; absent where one id cannot stand for two things. */
  readonly fingerprint?: string;
  readonly context: CommandContext;
  /** Pure; @throws {DomainError} {@link monthClosed} when the state says so. */
  readonly decide: (place: EntryPlace, state: BudgetState) => BudgetEvent[];
  readonly reply: (place: EntryPlace) => Reply;
}

/** Books an entry in its own month, or in the open one when its own is closed. */
export class EntryBooking {
  constructor(
    private readonly deciders: Deciders,
    private readonly quotas: MonthQuotas,
    private readonly clock: MoneyClock,
  ) {}

  /** @throws {DomainError} what `decide` throws, and what {@link Deciders.handle} throws; nothing is booked then. */
  async book<Reply extends Json>(entry: NewBooking<Reply>): Promise<CommandAnswer<Reply>> {
    const current = monthOf(await this.clock.now());
    const own = { month: entry.month, isOpen: entry.month >= current, appliesTo: null };
    try {
      return await this.#bookIn(entry, own, current);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === MONTH_CLOSED)) throw error;
      return this.#bookIn(entry, { month: current, isOpen: true, appliesTo: entry.month }, current);
    }
  }

  #bookIn<Reply extends Json>(
    { profileId, commandId, fingerprint, context, decide, reply }: NewBooking<Reply>,
    where: Omit<EntryPlace, 'quota'>,
    current: Month,
  ): Promise<CommandAnswer<Reply>> {
    const idempotency = { commandId, ...(fingerprint === undefined ? {} : { fingerprint }) };
    return this.quotas.with({ profileId, month: where.month, current }, (quota) =>
      this.deciders.handle({
        aggregate: budget,
        target: budgetStream(profileId, where.month),
        context: { ...context, idempotency },
        decide: (state) => decide({ ...where, quota }, state),
        reply: () => reply({ ...where, quota }),
      }),
    );
  }
}

const MONTH_CLOSED = 'month_closed';

/**
 * Nothing is booked in a closed month. The refusal is not kept under the entry's command id, so one id leads to what was
 * booked wherever that was. Seen by a caller only if the clock that knows the open month was put back.
 */
export const monthClosed = (month: Month): DomainError =>
  new DomainError(MONTH_CLOSED, 'unavailable', `The books of ${month} are closed. Try again in a moment.`);
