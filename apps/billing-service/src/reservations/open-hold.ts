import { DomainError, type ReservationId } from '@clipcast/kernel';
import type { BudgetState } from '../budgets/budget.ts';
import type { Hold } from '../budgets/holds.ts';

/**
 * The hold of a reservation that counts at an instant. One that is past its time no longer does, whether anybody has noted it or not.
 * @throws {DomainError} `reservation_expired`; {@link isNotHere} when it ended in another way or was never opened in this month.
 */
export function openHold({ holds }: BudgetState, id: ReservationId, now: Date): Hold {
  const hold = holds.get(id);
  if (!hold) throw new DomainError(NOT_HERE, 'stale', 'The month holds no such reservation.');
  if (hold.expiresAtMs !== null && hold.expiresAtMs <= now.getTime())
    throw reservationExpired(new Date(hold.expiresAtMs));
  return hold;
}

const NOT_HERE = 'reservation_not_here';

/**
 * Whether a month was asked that does not hold the reservation. It is no answer to anybody: whoever decides goes on to where
 * the reservation is, or says how it ended. So its kind is none that the log keeps with a command's id.
 */
export const isNotHere = (error: unknown): boolean => error instanceof DomainError && error.code === NOT_HERE;

export const reservationExpired = (at: Date): DomainError =>
  new DomainError(
    'reservation_expired',
    'conflict',
    `The reservation expired at ${at.toISOString()}; its money is free again. Open another one; what was spent without it is reported with POST /profiles/{id}/costs.`,
    { expiredAt: at.toISOString() },
  );
