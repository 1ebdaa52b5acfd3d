import { Deciders } from '@clipcast/event-store';
import { parseUsd, type Micros, type ProfileId } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { budget, type BudgetEvent } from '../../budgets/budget.ts';
import { budgetStream } from '../../budgets/budget-stream.ts';
import { monthOf } from '../../budgets/month.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { PriceBooks, priceUnknown, rateUsage } from '../../prices/price-books.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { MonthQuotas } from '../../quotas/month-quotas.ts';
import { SpendCaps } from '../../spend-caps/spend-caps.ts';
import type { OpenedReservation } from '../reservation-view.ts';
import {
  OpenReservations,
  openReservations,
  reservationIdReused,
  type RatedReservation,
  type ReservationGrant,
} from './open-reservations.ts';
import { openedAnswers } from './opened-answer.ts';
import { isIdentityReused, openingIdentity } from './reservation-identity.ts';
import { takeIds } from './take-ids.adapter.ts';

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
    const wanted = await this.#rate(command, now);
    const keyLimit = await this.#limitOf(profileId, accessKeyId);
    const grant = { month: monthOf(now), now, wanted, accessKeyId, keyLimit };
    return this.quotas.with({ profileId, month: grant.month, current: grant.month }, (quota) =>
      this.#open(command, { ...grant, quota }),
    );
  }

  async #open(
    { profileId, wanted, context }: OpenReservations,
    grant: ReservationGrant,
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
        decide: (state) => (facts = openReservations(grant, state)),
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

  async #rate({ profileId, wanted }: OpenReservations, now: Date): Promise<readonly RatedReservation[]> {
    // Amounts need no price; only then is anything read.
    const books = wanted.some(({ amountUsd }) => amountUsd === null) ? await this.prices.of(profileId) : null;
    return wanted.map((wish) => {
      if (wish.amountUsd !== null) return { ...wish, amount: parseUsd(wish.amountUsd), price: null };
      if (wish.usage === null) throw new Error('A reservation needs an amount or a usage.');
      const rating = books && rateUsage(books, wish.usage, now);
      if (!rating) throw priceUnknown(wish.usage);
      return { ...wish, amount: rating.micros, price: rating.price };
    });
  }

  async #limitOf(profileId: ProfileId, accessKeyId: string | null): Promise<Micros | null> {
    return accessKeyId === null ? null : this.caps.limitOf(profileId, accessKeyId);
  }
}
