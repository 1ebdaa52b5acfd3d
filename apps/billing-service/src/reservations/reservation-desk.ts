import type { CommandContext, Deciders, TenantDoor } from '@clipcast/event-store';
import { DomainError, type Json, type ProfileId, type ReservationId } from '@clipcast/kernel';
import type { ServiceEngine } from '@clipcast/service-kit';
import { budget, type BudgetEvent, type BudgetState } from '../budgets/budget.ts';
import { budgetStream } from '../budgets/budget-stream.ts';
import { monthOf, type Month } from '../budgets/month.ts';
import type { MoneyClock } from '../clock/money-clock.ts';
import type { BillingTables, ReservationRow } from '../database.ts';
import type { KnownProfiles } from '../profiles/known-profiles.ts';
import { endedAlready, reservationNotFound } from './ended-reservation.ts';
import { isNotHere } from './open-hold.ts';
import { requireLevel } from '../level-read-model.ts';
import { rowAt } from './reservation-row.ts';
import { reservations } from './reservations.projection.ts';

export interface ReservationCommand {
  readonly profileId: ProfileId;
  readonly reservationId: ReservationId;
  readonly context: CommandContext;
}

/** The month in which a decision about a reservation is made, and when. */
export interface ReservationPlace {
  readonly month: Month;
  readonly reservationId: ReservationId;
  /** Time of the database. */
  readonly now: Date;
}

/** What is decided about a reservation that is open, and what is answered when that has happened before. */
export interface ReservationDecision<Reply extends Json> {
  decide(place: ReservationPlace, state: BudgetState): readonly BudgetEvent[];
  /** From the facts that were just decided and the state after them. */
  reply(place: ReservationPlace, facts: readonly BudgetEvent[], state: BudgetState): Reply;
  /** The answer when the reservation has ended just so; undefined when it ended otherwise. */
  again(row: ReservationRow): Reply | undefined | Promise<Reply | undefined>;
}

/**
 * Where a reservation is decided about: in the month in which it was opened. That is the current one, save around the turn
 * of the month and for hard ones, so it is asked first and nothing is read; only a reservation that is not open there is
 * looked up in the read model, which says in which month it is, or how it ended.
 */
export class ReservationDesk {
  constructor(
    private readonly deciders: Deciders,
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<BillingTables>,
    private readonly profiles: KnownProfiles,
    private readonly clock: MoneyClock,
  ) {}

  /**
   * @throws {DomainError} `profile_not_found`, `reservation_not_found`, `reservation_expired`, `reservation_already_settled`,
   * `reservation_already_released`, `read_model_behind`, and what the decision refuses.
   */
  async decide<Reply extends Json>(
    command: ReservationCommand,
    decision: ReservationDecision<Reply>,
  ): Promise<Reply> {
    await this.profiles.require(command.profileId);
    const now = await this.clock.now();
    const current = monthOf(now);
    const here = await this.#decideIn(current, now, command, decision);
    if (here) return here.reply;
    const found = await this.#lookUp(command);
    if (found?.status === 'open' && found.month !== current) {
      const there = await this.#decideIn(found.month, now, command, decision);
      if (there) return there.reply;
    }
    const row = found?.status === 'open' ? await this.#lookUp(command) : found;
    const again = row && (await decision.again(row));
    if (again !== undefined) return again;
    return this.#refuse(
      command,
      row?.month ?? current,
      row ? endedAlready(rowAt(row, now)) : reservationNotFound(),
    );
  }

  /** The row of a reservation that shows everything that was in the log at the call; undefined when there is none. */
  async #lookUp({ profileId, reservationId }: ReservationCommand): Promise<ReservationRow | undefined> {
    await requireLevel(this.engine, reservations.name);
    return this.door
      .of(profileId)
      .selectFrom('reservation')
      .selectAll()
      .where('reservation_id', '=', reservationId)
      .executeTakeFirst();
  }

  /** Undefined when the month, as the log has it, holds no such reservation. */
  async #decideIn<Reply extends Json>(
    month: Month,
    now: Date,
    { profileId, reservationId, context }: ReservationCommand,
    decision: ReservationDecision<Reply>,
  ): Promise<{ readonly reply: Reply } | undefined> {
    const place = { month, reservationId, now };
    let facts: readonly BudgetEvent[] = [];
    try {
      return await this.deciders.handle({
        aggregate: budget,
        target: budgetStream(profileId, month),
        context,
        decide: (state) => (facts = decision.decide(place, state)),
        reply: (state) => decision.reply(place, facts, state),
      });
    } catch (error) {
      if (isNotHere(error)) return undefined;
      throw error;
    }
  }

  /** Keeps the refusal with the command's id, if it has one: what was refused once is not done when it comes again. */
  async #refuse(
    { profileId, context }: ReservationCommand,
    month: Month,
    refusal: DomainError,
  ): Promise<never> {
    if (context.idempotency)
      await this.deciders.handle({
        aggregate: budget,
        target: budgetStream(profileId, month),
        context,
        decide: () => {
          throw refusal;
        },
        reply: () => null,
      });
    throw refusal;
  }
}
