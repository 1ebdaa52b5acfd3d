import { Deciders } from '@clipcast/event-store';
import type { Micros, ProfileId } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { budget, type BudgetEvent } from '../../budgets/budget.ts';
import { budgetStream } from '../../budgets/budget-stream.ts';
import { monthOf } from '../../budgets/month.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import type { PriceBooks as Books } from '../../prices/price-book.ts';
import { PriceBooks } from '../../prices/price-books.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { MonthQuotas } from '../../quotas/month-quotas.ts';
import type { Quota } from '../../quotas/quota.ts';
import { SpendCaps } from '../../spend-caps/spend-caps.ts';
import { noteEnds } from '../note-ends.ts';
import type { OpenedReservation } from '../reservation-view.ts';
import {
  EndsFirstError,
  OpenReservations,
  openReservations,
  ratedReservations,
  reservationIdReused,
  type ReservationGrant,
} from './open-reservations.ts';
import { openedAnswers } from './opened-answer.ts';
import { isIdentityReused, openingIdentity } from './reservation-identity.ts';
import { takeIds } from './take-ids.adapter.ts';

/** What the decision has to know, before it rates what is asked for. */
type UnratedGrant = Omit<ReservationGrant, 'wanted'> & { readonly books: Books | null };

@CommandHandler(OpenReservations)
export class OpenReservationsHandler implements ICommandHandler<OpenReservations> {
  constructor(
    private readonly deciders: Deciders,
    private readonly profiles: KnownProfiles,
    private readonly quotas: MonthQuotas,
    private readonly prices: PriceBooks,
    private readonly caps: SpendCaps,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute(command: OpenReservations): Promise<readonly OpenedReservation[]> {
    const { profileId, accessKeyId } = command;
    await this.profiles.require(profileId);
    const now = await this.clock.now();
    // Amounts need no price; only then is anything read.
    const isRated = command.wanted.some(({ amountUsd }) => amountUsd === null);
    const books = isRated ? await this.prices.of(profileId) : null;
    const keyLimit = await this.#limitOf(profileId, accessKeyId);
    const grant = { month: monthOf(now), now, books, accessKeyId, keyLimit };
    return this.quotas.with({ profileId, month: grant.month, current: grant.month }, (quota, sees) =>
      this.#grant(command, { ...grant, quota }, sees),
    );
  }

  /** Each round of ends is an append of its own, because it may be large; there are only so many due at one instant. */
  async #grant(
    command: OpenReservations,
    grant: UnratedGrant,
    sees: (own: Quota | null) => void,
  ): Promise<readonly OpenedReservation[]> {
    for (;;) {
      try {
        return await this.#open(command, grant, sees);
      } catch (error) {
        if (!(error instanceof EndsFirstError)) throw error;
        await noteEnds(this.deciders, { ...grant, profileId: command.profileId }, command.context);
      }
    }
  }

  async #open(
    { profileId, wanted, context }: OpenReservations,
    { books, ...grant }: UnratedGrant,
    sees: (own: Quota | null) => void,
  ): Promise<readonly OpenedReservation[]> {
    const { idempotency: _, ...caller } = context;
    const identity = openingIdentity(wanted, context);
    let facts: readonly BudgetEvent[] = [];
    let answers: OpenedReservation[] = [];
    try {
      const { reply } = await this.deciders.handle({
        aggregate: budget,
        target: budgetStream(profileId, grant.month),
        context: identity ? { ...caller, idempotency: identity } : caller,
        decide: (state) => {
          sees(state.quota);
          const rated = ratedReservations(wanted, books, grant.now);
          return (facts = openReservations({ ...grant, wanted: rated }, state));
        },
        reply: (state) => (answers = openedAnswers(grant, facts, state)) as never,
        ...(wanted.length > 1 && wanted.some(({ isOwnId }) => isOwnId)
          ? { alongside: (tx) => takeIds(tx, profileId, wanted, answers) }
          : {}),
      });
      return reply;
    } catch (error) {
      const [first] = wanted;
      if (first && identity !== context.idempotency && isIdentityReused(error))
        throw reservationIdReused(first.reservationId);
      throw error;
    }
  }

  async #limitOf(profileId: ProfileId, accessKeyId: string | null): Promise<Micros | null> {
    return accessKeyId === null ? null : this.caps.limitOf(profileId, accessKeyId);
  }
}
