import { replay } from '@clipcast/event-store';
import { deciderSpec } from '@clipcast/testing';
import { budget, type BudgetEvent, type BudgetState } from '../../budgets/budget.ts';
import { quotaOf } from '../../quotas/quota.ts';
import { aQuota, aRecordedCost } from '../../testing/builders.ts';
import {
  applied,
  aWish,
  KEY,
  later,
  MONTH,
  NOON,
  opened,
  OTHER,
  standing,
  ten,
  unlimited,
} from '../../testing/reservation-builders.ts';
import { hardenReservation } from '../harden-reservation/harden-reservation.ts';
import { openedAnswers } from './opened-answer.ts';
import {
  ENDS_NOTED_BESIDE,
  EndsFirstError,
  openReservations,
  type ReservationGrant,
} from './open-reservations.ts';

const given = deciderSpec<BudgetState, BudgetEvent, ReservationGrant>({
  ...budget,
  decide: openReservations,
});
const grant = (different: Partial<ReservationGrant> = {}): ReservationGrant => ({
  month: MONTH,
  now: NOON,
  wanted: [aWish()],
  quota: undefined,
  accessKeyId: null,
  keyLimit: null,
  ...different,
});
const worth = (amount: bigint) => aWish({ reservationId: OTHER, amount });
const expired: BudgetEvent = {
  type: 'ReservationExpired',
  data: {
    ...standing(),
    reservationId: opened().data.reservationId,
    heldUsd: '4.000000',
    expiredAt: '2026-03-15T12:15:00.000Z',
  },
};

describe('opening reservations', () => {
  it('begins the month with the newest quota', () => {
    given()
      .when(grant({ quota: ten }))
      .then(applied(), opened());
  });
  it('grants up to the limit to the micro-dollar, and nothing beyond', () => {
    given(applied(), opened())
      .when(grant({ wanted: [worth(6_000_000n)] }))
      .then(
        opened({ ...standing({ reservedUsd: '10.000000' }), reservationId: OTHER, amountUsd: '6.000000' }),
      );
    given(applied(), opened())
      .when(grant({ wanted: [worth(6_000_001n)] }))
      .thenRefused('quota_exceeded');
  });
  it('counts what was spent like what is reserved', () => {
    given(applied(), aRecordedCost({ amountUsd: '6.000001' }))
      .when(grant())
      .thenRefused('quota_exceeded');
  });
  it('grants everything without a limit, and nothing at all to nobody beyond it', () => {
    const wanted = [worth(1_000_000_000n)];
    given(unlimited)
      .when(grant({ wanted }))
      .then(
        opened({
          ...standing({ reservedUsd: '1000.000000', limitUsd: '0.000000' }),
          reservationId: OTHER,
          amountUsd: '1000.000000',
        }),
      );
    given(applied(), aRecordedCost({ amountUsd: '11' }))
      .when(grant({ wanted: [worth(0n)] }))
      .thenRefused('quota_exceeded');
  });
  it('grants beyond a soft limit', () => {
    const soft = quotaOf(aQuota({ enforcement: 'soft' }), 3);
    given(applied(soft), opened())
      .when(grant({ wanted: [worth(7_000_000n)] }))
      .then(
        opened({ ...standing({ reservedUsd: '11.000000' }), reservationId: OTHER, amountUsd: '7.000000' }),
      );
  });
  it('sees a newer quota that the month has not been told of', () => {
    const five = quotaOf(aQuota({ monthlyLimitUsd: '5' }), 9);
    given(applied(), opened())
      .when(grant({ quota: five, wanted: [worth(1_000_001n)] }))
      .thenRefused('quota_exceeded');
  });
  it('grants several or none', () => {
    const two = [aWish(), aWish({ reservationId: OTHER })];
    const groupId = opened().data.reservationId;
    given(applied())
      .when(grant({ wanted: two }))
      .then(
        opened({ groupId }),
        opened({ groupId, reservationId: OTHER, ...standing({ reservedUsd: '8.000000' }) }),
      );
    given(applied())
      .when(grant({ wanted: [...two, aWish({ amount: 2_000_001n })] }))
      .thenRefused('quota_exceeded');
  });
  it('frees what is due, the instant it is due', () => {
    const wanted = [worth(10_000_000n)];
    given(applied(), opened())
      .when(grant({ wanted, now: later(899.999) }))
      .thenRefused('quota_exceeded');
    given(applied(), opened())
      .when(grant({ wanted, now: later(900) }))
      .then(
        expired,
        opened({
          ...standing({ reservedUsd: '10.000000' }),
          reservationId: OTHER,
          amountUsd: '10.000000',
          expiresAt: '2026-03-15T12:30:00.000Z',
        }),
      );
  });
  describe('where what is due has to make room', () => {
    const sixty = (index: number) => later(60 * (index + 1)).toISOString();
    const idOf = (index: number) =>
      `rsv_019a0000-0000-7000-8000-0000000001${String(index).padStart(2, '0')}` as const;
    /** So many of 1 USD each, of which the first is due after a minute and each next one a minute later. */
    const holding = (count: number): BudgetState =>
      replay(
        budget,
        [
          applied(quotaOf(aQuota({ monthlyLimitUsd: String(count) }), 1)),
          ...Array.from({ length: count }, (_, index) =>
            opened({
              reservationId: idOf(index),
              amountUsd: '1.000000',
              ...standing({ reservedUsd: `${index + 1}.000000` }),
              expiresAt: sixty(index),
              accessKeyId: KEY,
            }),
          ),
        ],
        budget.initialState,
      );
    const now = later(3_600);
    const byKey = { now, accessKeyId: KEY, keyLimit: 20_000_000n };

    it('notes the ends that it needs, the earliest first, and no more', () => {
      const facts = openReservations(grant({ ...byKey, wanted: [worth(2_000_000n)] }), holding(5));
      expect(facts.map(({ data }) => 'reservationId' in data && data.reservationId)).toEqual([
        idOf(0),
        idOf(1),
        OTHER,
      ]);
    });
    it('gives away nothing that somebody may still harden whose clock is behind', () => {
      const before = holding(5);
      const facts = openReservations(grant({ ...byKey, wanted: [worth(5_000_000n)] }), before);
      const after = replay(budget, facts, before);
      for (let index = 0; index < 5; index += 1) {
        const late = { month: MONTH, reservationId: idOf(index), now: NOON };
        expect(() => hardenReservation(late, after)).toThrow('no such reservation');
      }
      expect(openedAnswers({ month: MONTH, now }, facts, after)).toMatchObject([
        { remainingUsd: '0.000000' },
      ]);
    });
    it('refuses nobody and notes nothing where it would have to note too many at once', () => {
      const many = ENDS_NOTED_BESIDE + 1;
      const asking = (amount: bigint) => () =>
        openReservations(grant({ ...byKey, wanted: [worth(amount)] }), holding(many));
      expect(asking(BigInt(many) * 1_000_000n)).toThrow(EndsFirstError);
      expect(asking(BigInt(many - 1) * 1_000_000n)).not.toThrow();
    });
    it('tells a refusal without what is due, and notes nothing for it', () => {
      const refused = (keyLimit: bigint, asked: bigint) => () =>
        openReservations(grant({ ...byKey, keyLimit, wanted: [worth(asked)] }), holding(10));
      expect(refused(20_000_000n, 10_000_001n)).toThrow('the 10.000000 USD that are left');
      expect(refused(9_000_000n, 9_000_001n)).toThrow('9.000000 USD in 2026-03, and 0.000000 USD are used');
    });
    it('notes ends for the cap of a key as for the limit', () => {
      const capped = { ...byKey, keyLimit: 3_000_000n, wanted: [worth(3_000_000n)] };
      const state = replay(budget, [unlimited], holding(3));
      expect(openReservations(grant(capped), state).map(({ type }) => type)).toEqual([
        'ReservationExpired',
        'ReservationExpired',
        'ReservationExpired',
        'ReservationOpened',
      ]);
    });
  });
  it('opens hard ones that never expire', () => {
    given(applied())
      .when(grant({ wanted: [aWish({ ttlSeconds: null })] }))
      .then(opened({ expiresAt: null }));
    given(applied(), opened({ expiresAt: null }))
      .when(grant({ wanted: [worth(7_000_000n)], now: later(86_400) }))
      .thenRefused('quota_exceeded');
  });
  it('holds an access key to its cap', () => {
    const byKey = { accessKeyId: KEY, keyLimit: 5_000_000n };
    const history = [applied(), opened({ accessKeyId: KEY })];
    given(...history)
      .when(grant({ ...byKey, wanted: [worth(1_000_001n)] }))
      .thenRefused('key_spend_cap_exceeded');
    given(...history)
      .when(grant({ ...byKey, wanted: [worth(1_000_000n)] }))
      .then(
        opened({
          ...standing({ reservedUsd: '5.000000' }),
          reservationId: OTHER,
          amountUsd: '1.000000',
          accessKeyId: KEY,
        }),
      );
  });
  it('does not open what is open', () => {
    given(applied(), opened()).when(grant()).thenRefused('reservation_id_reused');
  });
  it('refuses sums that no amount can tell', () => {
    given(unlimited, opened())
      .when(grant({ wanted: [worth(999_999_999_999_999_999n)] }))
      .thenRefused('amount_too_large');
  });
});
