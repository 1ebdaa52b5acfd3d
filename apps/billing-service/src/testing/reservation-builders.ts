import type { ReservationOpened } from '@clipcast/contracts';
import { NO_QUOTA, quotaOf, type Quota } from '../quotas/quota.ts';
import { aQuota } from './builders.ts';
import { quotaApplied } from '../budgets/budget-draft.ts';
import type { RatedReservation } from '../reservations/open-reservations/open-reservations.ts';

export const MONTH = '2026-03';
export const NOON = new Date('2026-03-15T12:00:00.000Z');
export const RSV = 'rsv_019a0000-0000-7000-8000-000000000001';
export const OTHER = 'rsv_019a0000-0000-7000-8000-000000000002';
export const KEY = 'key_019a0000-0000-7000-8000-000000000003';

export const later = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1_000);

/** Ten dollars, hard, in force. */
export const ten: Quota = quotaOf(aQuota(), 3);
export const applied = (quota: Quota = ten) => quotaApplied(MONTH, quota);
export const unlimited = applied(NO_QUOTA);

/** How a month of ten dollars stands in which nothing was spent. */
export const standing = (different: object = {}) => ({
  month: MONTH,
  spentUsd: '0.000000',
  reservedUsd: '0.000000',
  limitUsd: '10.000000',
  ...different,
});

/** Four dollars for fifteen minutes from noon on, unless said otherwise. */
export const opened = (different: Partial<ReservationOpened['data']> = {}): ReservationOpened => ({
  type: 'ReservationOpened',
  data: {
    ...standing({ reservedUsd: '4.000000' }),
    reservationId: RSV,
    amountUsd: '4.000000',
    purpose: 'narration',
    expiresAt: '2026-03-15T12:15:00.000Z',
    usage: null,
    price: null,
    groupId: null,
    accessKeyId: null,
    ...different,
  },
});

/** The wish for it. */
export const aWish = (different: Partial<RatedReservation> = {}): RatedReservation => ({
  reservationId: RSV,
  amountUsd: '4.000000',
  usage: null,
  purpose: 'narration',
  ttlSeconds: 900,
  amount: 4_000_000n,
  price: null,
  ...different,
});
