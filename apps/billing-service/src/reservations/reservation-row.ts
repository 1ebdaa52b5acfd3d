import { formatUsd, prefixed } from '@clipcast/kernel';
import type { ReservationRow } from '../database.ts';
import type { ReservationView } from './reservation-view.ts';

/**
 * A row as it is at an instant: one that is past its time has expired then, whether anybody has noted it or not.
 */
export function rowAt(row: ReservationRow, now: Date): ReservationRow {
  const isDue = row.status === 'open' && row.expires_at !== null && row.expires_at <= now;
  return isDue ? { ...row, status: 'expired', ended_at: row.expires_at } : row;
}

export function reservationView(read: ReservationRow, now: Date): ReservationView {
  const row = rowAt(read, now);
  const untilMs = (row.ended_at ?? now).getTime();
  return {
    id: row.reservation_id,
    profileId: prefixed('prf', row.profile_id),
    month: row.month,
    status: row.status,
    class: row.class,
    amountUsd: formatUsd(row.amount_micros),
    spentUsd: row.spent_micros === null ? null : formatUsd(row.spent_micros),
    overrunUsd: row.overrun_micros === null ? null : formatUsd(row.overrun_micros),
    costId: row.cost_id,
    purpose: row.purpose,
    usage: row.usage,
    price: row.price,
    groupId: row.group_id,
    accessKeyId: row.access_key_id,
    openedAt: row.opened_at.toISOString(),
    ageSeconds: Math.max(0, Math.floor((untilMs - row.opened_at.getTime()) / 1_000)),
    expiresAt: row.expires_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
