import type { CostRecorded } from '@clipcast/contracts';
import { deciderSpec } from '@clipcast/testing';
import { NO_QUOTA, quotaOf } from '../../quotas/quota.ts';
import { aQuota, aRecordedCost, aReportedCost } from '../../testing/builders.ts';
import { quotaApplied } from '../budget-draft.ts';
import { budget, type BudgetEvent, type BudgetState, type StandingChanged } from '../budget.ts';
import { costCommandId, recordCost, type CostBooking } from './record-cost.ts';

const given = deciderSpec<BudgetState, BudgetEvent, CostBooking>({ ...budget, decide: recordCost });

const month = '2026-03';
const cost = aReportedCost();
const ten = quotaOf(aQuota(), 3);
const twenty = quotaOf(aQuota({ monthlyLimitUsd: '20' }), 5);
const booking = (different: Partial<CostBooking> = {}): CostBooking => ({
  month,
  isOpen: true,
  cost,
  rated: { micros: 1_000_000n, price: null },
  quota: ten,
  appliesTo: null,
  ...different,
});
const worth = (micros: bigint) => booking({ rated: { micros, price: null } });

const recorded = (spentUsd: string, limitUsd = '10.000000', amountUsd = '1.000000'): CostRecorded =>
  aRecordedCost({ costId: cost.costId, amountUsd, spentUsd, limitUsd });
const standing = (spentUsd: string) => ({
  month,
  spentUsd,
  reservedUsd: '0.000000',
  limitUsd: '10.000000',
  enforcement: 'hard' as const,
});
const warned = (spentUsd: string): StandingChanged => ({
  type: 'QuotaWarningReached',
  data: { ...standing(spentUsd), thresholdPercent: 90 },
});
const exhausted = (spentUsd: string): StandingChanged => ({
  type: 'QuotaExhausted',
  data: standing(spentUsd),
});
const restored = (spentUsd: string): StandingChanged => ({ type: 'QuotaRestored', data: standing(spentUsd) });
const applied = quotaApplied(month, ten);
const spent = (amountUsd: string) => recorded(amountUsd, '10.000000', amountUsd);

describe('recording a cost', () => {
  it('begins the month with the newest quota', () => {
    given().when(booking()).then(applied, recorded('1.000000'));
  });
  it('begins the month without a limit when no quota is known', () => {
    given()
      .when(booking({ quota: NO_QUOTA }))
      .then(quotaApplied(month, NO_QUOTA), recorded('1.000000', '0.000000'));
  });
  it('adds to what was spent before, to the micro-dollar', () => {
    given(applied, spent('0.000001')).when(booking()).then(recorded('1.000001'));
  });
  it('warns at the threshold, once', () => {
    given(applied, spent('7.999999')).when(booking()).then(recorded('8.999999'));
    given(applied, spent('8.000000')).when(booking()).then(recorded('9.000000'), warned('9.000000'));
    given(applied, spent('9.000000'), warned('9.000000'))
      .when(worth(500_000n))
      .then(recorded('9.500000', '10.000000', '0.500000'));
  });
  it('tells that the limit is reached, once, and warns on the way when it was passed in one step', () => {
    const warning = warned('9.000000');
    given(applied, spent('9.000000'), warning)
      .when(booking())
      .then(recorded('10.000000'), exhausted('10.000000'));
    given(applied, spent('9.000000'))
      .when(booking())
      .then(recorded('10.000000'), warned('10.000000'), exhausted('10.000000'));
    given(applied, spent('10.000000'), warning, exhausted('10.000000'))
      .when(booking())
      .then(recorded('11.000000'));
  });
  it('restores what a refund gave back', () => {
    given(applied, spent('10.000000'), warned('10.000000'), exhausted('10.000000'))
      .when(worth(-500_000n))
      .then(recorded('9.500000', '10.000000', '-0.500000'), restored('9.500000'));
  });
  it('holds usage without a known price aside, and counts it once it has one', () => {
    const { amountUsd: _, corrects: __, ...entry } = cost;
    const heldAside: BudgetEvent = { type: 'UsageHeldAside', data: { ...entry, month, appliesTo: null } };
    given(applied)
      .when(booking({ rated: null }))
      .then(heldAside);
    given(applied, heldAside).when(booking()).then(recorded('1.000000'));
  });
  // Set aside it would forget what it corrects, and become a plain entry.
  it('holds no correction aside', () => {
    const correction = {
      ...cost,
      amountUsd: null,
      corrects: 'cst_019a0000-0000-7000-8000-000000000001',
    } as const;
    given(applied)
      .when(booking({ cost: correction, rated: null }))
      .thenRefused('price_unknown');
  });
  it('keeps the price by which it was rated, and the month to which it applies', () => {
    const price = { book: 'fleet', version: 4, unitPriceUsd: '1', per: '1' } as const;
    const late = aRecordedCost({ costId: cost.costId, price, appliesTo: '2026-02' });
    given(applied)
      .when(booking({ rated: { micros: 1_000_000n, price }, appliesTo: '2026-02' }))
      .then(late);
  });
  it('books nothing in a closed month', () => {
    given(applied, { type: 'MonthClosed', data: { month } }).when(booking()).thenRefused('month_closed');
  });
  it('does not take a month to have begun of which the log holds nothing', () => {
    expect(() => recordCost(booking({ quota: undefined }), budget.initialState)).toThrow('2026-03');
    given(applied)
      .when(booking({ quota: undefined }))
      .then(recorded('1.000000'));
  });
  it('lets an open month count against a newer quota, and a closed one keep its own', () => {
    given(applied)
      .when(booking({ quota: twenty }))
      .then(quotaApplied(month, twenty), recorded('1.000000', '20.000000'));
    given(applied)
      .when(booking({ quota: twenty, isOpen: false }))
      .then(recorded('1.000000'));
  });
  it('is not misled by an older quota', () => {
    given(applied)
      .when(booking({ quota: NO_QUOTA }))
      .then(recorded('1.000000'));
  });
  it('keeps what the money was spent on', () => {
    const source = { publicationId: 'pub_019a0000-0000-7000-8000-000000000001' } as const;
    given(applied)
      .when(booking({ cost: { ...cost, source } }))
      .then(aRecordedCost({ costId: cost.costId, source }));
  });
  it('has one command id for ever', () => {
    expect(costCommandId('cst_019a0000-0000-7000-8000-000000000001')).toBe(
      'c5cb91e4-6cbd-566b-a971-f0e5a3d8f573',
    );
  });
});
