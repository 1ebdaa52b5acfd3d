import { sql, type RawBuilder } from 'kysely';
import type { ReservationStatus } from '../reservation-view.ts';

/** Rows that have a status at an instant: one past its time has expired, whether anybody has noted it or not. */
export function inStatus(status: ReservationStatus, now: Date): RawBuilder<boolean> {
  const isPast = sql<boolean>`(status = 'open' and class = 'soft' and expires_at <= ${now})`;
  if (status === 'open') return sql<boolean>`status = 'open' and not ${isPast}`;
  if (status === 'expired') return sql<boolean>`(status = 'expired' or ${isPast})`;
  return sql<boolean>`status = ${status}`;
}
