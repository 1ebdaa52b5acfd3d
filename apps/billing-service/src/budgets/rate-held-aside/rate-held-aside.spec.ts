import type { CostRecorded } from '@clipcast/contracts';
import { deciderSpec } from '@clipcast/testing';
import { NO_QUOTA, quotaOf } from '../../quotas/quota.ts';
import { aQuota, aUsage } from '../../testing/builders.ts';
import { quotaApplied } from '../budget-draft.ts';
import { budget, type BudgetEvent, type BudgetState, type UsageHeldAside } from '../budget.ts';
import type { EntryPlace } from '../entry-booking.ts';
import { rateHeldAside, type RatedUsage } from './rate-held-aside.ts';

const given = deciderSpec<BudgetState, BudgetEvent, RatedUsage, [EntryPlace]>({
  ...budget,
  decide: (rated, state, place) => rateHeldAside(rated, place, state),
});

const { amountUsd: _, corrects: __, ...reported } = aUsage({ accessKeyId: 'key_1' });
const usage: UsageHeldAside['data'] = { ...reported, month: '2026-03', appliesTo: null };
const price = { book: 'fleet', version: 3, unitPriceUsd: '0.30', per: '1000' } as const;
const rated: RatedUsage = { usage, rating: { micros: 300_000n, price } };
const march: EntryPlace = { month: '2026-03', isOpen: true, quota: undefined, appliesTo: null };
const begun = quotaApplied('2026-03', NO_QUOTA);
const held: BudgetEvent = { type: 'UsageHeldAside', data: usage };
const recorded = (different: Partial<CostRecorded['data']> = {}): CostRecorded => ({
  type: 'CostRecorded',
  data: {
    ...reported,
    month: '2026-03',
    spentUsd: '0.300000',
    reservedUsd: '0.000000',
    limitUsd: '0.000000',
    amountUsd: '0.300000',
    price,
    corrects: null,
    appliesTo: null,
    reservationId: null,
    ...different,
  },
});

describe('rating a usage that was held aside', () => {
  it('books it under its own id, for the key that reported it', () => {
    given(begun, held).when(rated, march).then(recorded());
  });
  it('happens once', () => {
    given(begun, held, recorded()).when(rated, march).then();
    given(begun).when(rated, march).then();
  });
  it('books nothing in a closed month', () => {
    given(begun, held, { type: 'MonthClosed', data: { month: '2026-03' } })
      .when(rated, march)
      .thenRefused('month_closed');
  });
  it('books it in the open month when its own is closed, and says to which it applies', () => {
    const april: EntryPlace = { month: '2026-04', isOpen: true, quota: NO_QUOTA, appliesTo: '2026-03' };
    given()
      .when(rated, april)
      .then(quotaApplied('2026-04', NO_QUOTA), recorded({ month: '2026-04', appliesTo: '2026-03' }));
    // It had come late already when it was held aside.
    const late = { ...rated, usage: { ...usage, appliesTo: '2026-02' } };
    given()
      .when(late, april)
      .then(quotaApplied('2026-04', NO_QUOTA), recorded({ month: '2026-04', appliesTo: '2026-02' }));
  });
  it('is truth first, and tells what it does to the month', () => {
    const tight = quotaOf(aQuota({ monthlyLimitUsd: '0.2' }), 1);
    const data = {
      month: '2026-03',
      spentUsd: '0.300000',
      reservedUsd: '0.000000',
      limitUsd: '0.200000',
      enforcement: 'hard',
    } as const;
    given(quotaApplied('2026-03', tight), held)
      .when(rated, march)
      .then(
        recorded({ limitUsd: '0.200000' }),
        { type: 'QuotaWarningReached', data: { ...data, thresholdPercent: 90 } },
        { type: 'QuotaExhausted', data },
      );
  });
});
