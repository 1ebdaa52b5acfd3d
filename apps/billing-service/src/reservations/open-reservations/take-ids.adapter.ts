import type { LogTables } from '@clipcast/event-store';
import { bareId, type ProfileId } from '@clipcast/kernel';
import type { Transaction } from 'kysely';
import type { OpenedReservation } from '../reservation-view.ts';
import { reservationIdReused, type WantedReservation } from './open-reservations.ts';
import { fingerprintOf, openingId } from './reservation-identity.ts';

/**
 * The ids of several reservations are taken together with their facts, so that none of them can be opened once more.
 * @throws {DomainError} `reservation_id_reused`
 */
export async function takeIds(
  tx: Transaction<LogTables>,
  profileId: ProfileId,
  wanted: readonly WantedReservation[],
  answers: readonly OpenedReservation[],
): Promise<void> {
  const rows = wanted.flatMap((wish, index) =>
    wish.isOwnId
      ? [
          {
            scope: bareId(profileId),
            command_id: openingId(wish.reservationId),
            fingerprint: fingerprintOf([wish]),
            version: 0,
            result: JSON.stringify({ value: [answers[index]] }) as never,
          },
        ]
      : [],
  );
  // In one order, so that two requests with the same ids wait for each other and not in a circle.
  rows.sort((one, other) => (one.command_id < other.command_id ? -1 : 1));
  const taken = await tx
    .insertInto('commands')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('command_id')
    .execute();
  const isTaken = new Set(taken.map(({ command_id: id }) => id));
  for (const { reservationId, isOwnId } of wanted)
    if (isOwnId && !isTaken.has(openingId(reservationId))) throw reservationIdReused(reservationId);
}
