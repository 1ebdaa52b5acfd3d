import type { CommandContext, CommandIdentity } from '@clipcast/event-store';
import { bareId, derivedId, DomainError, type ReservationId } from '@clipcast/kernel';
import { canonicalJson } from '@clipcast/service-kit';
import type { WantedReservation } from './open-reservations.ts';

/** Under which id the opening of one reservation is remembered: that of the reservation, for ever. */
export const openingId = (id: ReservationId): string => derivedId('reservation', bareId(id));

/** What is asked for, as one text. */
export const fingerprintOf = (wanted: readonly WantedReservation[]): string =>
  derivedId('wanted', canonicalJson(wanted.map((wish) => ({ ...wish, isOwnId: undefined }))));

/**
 * As which command an opening counts. A reservation with an id of its caller's is its own proof of repetition; several of
 * them are as a whole, unless the request has an `Idempotency-Key`.
 */
export function openingIdentity(
  wanted: readonly WantedReservation[],
  { idempotency }: CommandContext,
): CommandIdentity | undefined {
  const [first, second] = wanted;
  if (!first || !wanted.every(({ isOwnId }) => isOwnId)) return idempotency;
  if (second === undefined)
    return { commandId: openingId(first.reservationId), fingerprint: fingerprintOf(wanted) };
  const ids = wanted.map(({ reservationId }) => bareId(reservationId));
  return idempotency ?? { commandId: derivedId('reservations', ...ids), fingerprint: fingerprintOf(wanted) };
}

/** The engine speaks of a header where the caller gave an id. */
export const isIdentityReused = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'idempotency_key_reused';
