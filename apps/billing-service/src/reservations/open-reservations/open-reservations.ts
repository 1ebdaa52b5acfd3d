import type { AppliedPrice } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import {
  DomainError,
  formatUsd,
  parseUsd,
  type Micros,
  type ProfileId,
  type ReservationId,
} from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { requireBookable } from '../../budgets/bookable-amount.ts';
import { BudgetDraft } from '../../budgets/budget-draft.ts';
import { monthClosed } from '../../budgets/entry-booking.ts';
import { quotaIn, type BudgetEvent, type BudgetState } from '../../budgets/budget.ts';
import { reservedAt, usedByKeyAt } from '../../budgets/held-at.ts';
import type { ReservedUsage } from '../../budgets/holds.ts';
import { endOf, type Month } from '../../budgets/month.ts';
import type { PriceBooks } from '../../prices/price-book.ts';
import { priceUnknown, rateUsage } from '../../prices/price-books.ts';
import { remaining, type Quota } from '../../quotas/quota.ts';
import type { OpenedReservation } from '../reservation-view.ts';

/** Money to be set aside, as it is asked for: an amount, or a usage that has a price. */
export interface WantedReservation {
  readonly reservationId: ReservationId;
  /** Whether the id is its caller's; then it proves a repetition. */
  readonly isOwnId: boolean;
  readonly amountUsd: string | null;
  readonly usage: ReservedUsage | null;
  readonly purpose: string;
  /** Seconds after which it no longer counts; null opens a hard one. */
  readonly ttlSeconds: number | null;
}

/** Sets money aside for one thing, or for several that are granted together or not at all. */
export class OpenReservations extends Command<readonly OpenedReservation[]> {
  constructor(
    readonly profileId: ProfileId,
    readonly wanted: readonly WantedReservation[],
    readonly accessKeyId: string | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** What is asked for, rated. */
export interface RatedReservation extends Omit<WantedReservation, 'isOwnId'> {
  readonly amount: Micros;
  readonly price: AppliedPrice | null;
}

/**
 * What each of them costs, by the books of the moment; an amount needs none. Rated as a part of the decision: whoever asks for
 * the same again has had the answer, and a price that is another by now does not stand before it.
 * @throws {DomainError} `price_unknown`, `amount_too_large`
 */
export const ratedReservations = (
  wanted: readonly WantedReservation[],
  books: PriceBooks | null,
  now: Date,
): readonly RatedReservation[] =>
  wanted.map((wish) => {
    if (wish.amountUsd !== null) return { ...wish, amount: parseUsd(wish.amountUsd), price: null };
    if (wish.usage === null) throw new Error('A reservation needs an amount or a usage.');
    const rating = books && rateUsage(books, wish.usage, now);
    if (!rating) throw priceUnknown(wish.usage);
    return { ...wish, amount: rating.micros, price: rating.price };
  });

/** What the decision has to know beside the month's own facts. */
export interface ReservationGrant {
  /** The current one: a reservation counts in the month in which it is opened. */
  readonly month: Month;
  /** Time of the database. */
  readonly now: Date;
  readonly wanted: readonly RatedReservation[];
  /** The newest quota that has come over; undefined when the month is known to have begun, and knows its own. */
  readonly quota: Quota | undefined;
  readonly accessKeyId: string | null;
  /** What the access key may use in a month; null without such a limit. */
  readonly keyLimit: Micros | null;
}

/** So many ends are noted beside a grant; up to 512 decisions share an append. More than a grant needs as a rule. */
export const ENDS_NOTED_BESIDE = 8;

/** There is room, but more has to be noted first than a grant notes beside itself. Nobody was refused anything. */
export class EndsFirstError extends Error {
  override readonly name = 'EndsFirstError';
}

/**
 * Granted if, and only if, what is spent, what is reserved and what is asked for stay within the limit (design, 7b). Either
 * all of them are granted or none.
 * @throws {DomainError} `quota_exceeded`, `key_spend_cap_exceeded`, `reservation_id_reused`, `amount_too_large`.
 * @throws {EndsFirstError}
 */
export function openReservations(grant: ReservationGrant, state: BudgetState): BudgetEvent[] {
  const { month, now, wanted, quota, accessKeyId } = grant;
  // The month ended, and was closed, between the request and this decision.
  if (state.isClosed) throw monthClosed(month);
  const draft = new BudgetDraft(month, state);
  draft.begin(quota, true);
  const groupId = wanted.length > 1 ? (wanted[0]?.reservationId ?? null) : null;
  requireRoom(grant, draft.state);
  makeRoom(grant, draft);
  for (const { reservationId, amount, purpose, ttlSeconds, usage, price } of wanted) {
    if (draft.state.holds.get(reservationId)) throw reservationIdReused(reservationId);
    draft.add({
      type: 'ReservationOpened',
      data: {
        ...draft.standing({ reserved: amount }),
        reservationId,
        amountUsd: formatUsd(amount),
        purpose,
        expiresAt: ttlSeconds === null ? null : new Date(now.getTime() + ttlSeconds * 1_000).toISOString(),
        usage,
        price,
        groupId,
        accessKeyId,
      },
    });
  }
  return draft.facts();
}

/** An id stands for one reservation for ever. */
export const reservationIdReused = (id: ReservationId): DomainError =>
  new DomainError(
    'reservation_id_reused',
    'conflict',
    `The id ${id} stands for another reservation of this profile already: with another amount, purpose or time limit, or asked for in another way. Use a new id, or ask for the same once more.`,
    { id },
  );

const askedBy = ({ wanted }: ReservationGrant): Micros =>
  wanted.reduce((sum, { amount }) => sum + amount, 0n);

/** Whether all of it fits beside everything whose end nobody has noted, due or not. */
function fitsAsNoted(grant: ReservationGrant, state: BudgetState): boolean {
  const { accessKeyId, keyLimit } = grant;
  const asked = askedBy(grant);
  const { limit, enforcement } = quotaIn(state);
  if (limit !== 0n && enforcement === 'hard' && state.spent + state.reserved + asked > limit) return false;
  return (
    accessKeyId === null || keyLimit === null || state.usedByKey.get(accessKeyId, 0n) + asked <= keyLimit
  );
}

/**
 * Room is given away only after the end of what held it: clocks differ, and who hardens or settles what is just due, by a
 * clock that is behind, must find it ended or count before this. Most grants fit without.
 */
function makeRoom(grant: ReservationGrant, draft: BudgetDraft): void {
  const isEnough = (state: BudgetState): boolean => fitsAsNoted(grant, state);
  if (isEnough(draft.state)) return;
  if (!draft.expireUntil(grant.now, isEnough, ENDS_NOTED_BESIDE))
    throw new EndsFirstError(`Ends of ${grant.month} have to be noted before there is room.`);
}

/** What is past its time counts no longer, whether its end is noted or not. */
function requireRoom(grant: ReservationGrant, state: BudgetState): void {
  const asked = askedBy(grant);
  requireBookable(state.spent + state.reserved + asked);
  if (fitsAsNoted(grant, state)) return;
  const { month, now, accessKeyId, keyLimit } = grant;
  const reserved = reservedAt(state, now);
  const { limit, enforcement } = quotaIn(state);
  const told = {
    month,
    limitUsd: formatUsd(limit),
    spentUsd: formatUsd(state.spent),
    reservedUsd: formatUsd(reserved),
    requestedUsd: formatUsd(asked),
    remainingUsd: formatUsd(remaining(state.spent + reserved, limit)),
    resetsAt: endOf(month).toISOString(),
  };
  if (limit !== 0n && enforcement === 'hard' && state.spent + reserved + asked > limit)
    throw new DomainError(
      'quota_exceeded',
      'over_quota',
      `${told.requestedUsd} USD do not fit into the ${told.remainingUsd} USD that are left of ${month}'s limit. Ask for less, settle or release what is reserved, raise the limit with PUT /profiles/{id}/quota, or wait until ${told.resetsAt}.`,
      told,
    );
  const used = accessKeyId === null ? 0n : usedByKeyAt(state, accessKeyId, now);
  if (keyLimit !== null && used + asked > keyLimit)
    throw new DomainError(
      'key_spend_cap_exceeded',
      'over_quota',
      `This access key may use ${formatUsd(keyLimit)} USD in ${month}, and ${formatUsd(used)} USD are used. Ask for less, or let an operator raise the cap of the key.`,
      { ...told, keyLimitUsd: formatUsd(keyLimit), keyUsedUsd: formatUsd(used) },
    );
}
