import type { CostRecorded } from '@clipcast/contracts';
import { deciderSpec } from '@clipcast/testing';
import { NO_QUOTA, quotaOf } from '../../quotas/quota.ts';
import { aCost, aQuota } from '../../testing/builders.ts';
import { budget, quotaApplied, type BudgetEvent, type BudgetState, type StandingChanged } from '../budget.ts';
import { costCommandId, recordCost, type CostBooking } from './record-cost.ts';

const given = deciderSpec<BudgetState, BudgetEvent, CostBooking>({ ...budget, decide: recordCost });

const month = '2026-03';
const cost = aCost({ amountUsd: '1' });
const ten = quotaOf(aQuota(), 3);
const twenty = quotaOf(aQuota({ monthlyLimitUsd: '20' }), 5);
const booking = (different: Partial<CostBooking> = {}): CostBooking => ({
  month,
  isOpen: true,
  cost,
  quota: ten,
  ...different,
});

const recorded = (spentUsd: string, limitUsd = '10.000000', amountUsd = '1.000000'): CostRecorded => ({
  type: 'CostRecorded',
  data: { ...cost, source: {}, amountUsd, month, spentUsd, limitUsd, reservedUsd: '0.000000' },
});
const told = (type: StandingChanged['type'], spentUsd: string): StandingChanged => ({
  type,
  data: { month, spentUsd, reservedUsd: '0.000000', limitUsd: '10.000000', enforcement: 'hard' },
});
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
    given(applied, spent('8.000000'))
      .when(booking())
      .then(recorded('9.000000'), told('QuotaWarningReached', '9.000000'));
    given(applied, spent('9.000000'), told('QuotaWarningReached', '9.000000'))
      .when(booking({ cost: { ...cost, amountUsd: '0.5' } }))
      .then(recorded('9.500000', '10.000000', '0.500000'));
  });
  it('tells that the limit is reached, once, and warns on the way when it was passed in one step', () => {
    const warning = told('QuotaWarningReached', '9.000000');
    given(applied, spent('9.000000'), warning)
      .when(booking())
      .then(recorded('10.000000'), told('QuotaExhausted', '10.000000'));
    given(applied, spent('9.000000'))
      .when(booking())
      .then(
        recorded('10.000000'),
        told('QuotaWarningReached', '10.000000'),
        told('QuotaExhausted', '10.000000'),
      );
    given(applied, spent('10.000000'), warning, told('QuotaExhausted', '10.000000'))
      .when(booking())
      .then(recorded('11.000000'));
  });
  it('restores what a refund gave back', () => {
    given(applied, spent('10.000000'), told('QuotaExhausted', '10.000000'))
      .when(booking({ cost: { ...cost, amountUsd: '-0.5' } }))
      .then(
        recorded('9.500000', '10.000000', '-0.500000'),
        told('QuotaRestored', '9.500000'),
        told('QuotaWarningReached', '9.500000'),
      );
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
      .when(booking({ cost: { ...cost, source: { ...source, integrationId: undefined } } }))
      .then({ type: 'CostRecorded', data: { ...recorded('1.000000').data, source } });
  });
  it('has one command id for ever', () => {
    expect(costCommandId('cst_019a0000-0000-7000-8000-000000000001')).toBe(
      'c5cb91e4-6cbd-566b-a971-f0e5a3d8f573',
    );
  });
});
