import { DomainError, formatUsd } from '@clipcast/kernel';
import type { ReservationRow } from '../database.ts';
import { readModelBehind } from '../level-read-model.ts';
import { reservationExpired } from './open-hold.ts';

/** Another profile's is answered like one that does not exist. */
export const reservationNotFound = (): DomainError =>
  new DomainError(
    'reservation_not_found',
    'not_found',
    'This profile has no such reservation. Look at GET /profiles/{id}/reservations for the ids it has.',
  );

/** Why nothing can be done about a reservation any more, and what can be done instead. */
export function endedAlready(row: ReservationRow): DomainError {
  const endedAt = row.ended_at?.toISOString();
  switch (row.status) {
    case 'settled': {
      const spentUsd = formatUsd(row.spent_micros ?? 0n);
      return new DomainError(
        'reservation_already_settled',
        'conflict',
        `The reservation was settled with ${spentUsd} USD. Report what was spent beyond it with POST /profiles/{id}/costs; a correction names the entry ${row.cost_id}.`,
        { spentUsd, costId: row.cost_id, endedAt },
      );
    }
    case 'released':
      return new DomainError(
        'reservation_already_released',
        'conflict',
        'The reservation was released; its money is free again. Open another one; report what was spent without it with POST /profiles/{id}/costs.',
        { endedAt },
      );
    case 'expired':
      return reservationExpired(row.ended_at ?? row.opened_at);
    // It was open a moment ago where it is not open now: an older state of the database was put back in between.
    case 'open':
      return readModelBehind();
  }
}
