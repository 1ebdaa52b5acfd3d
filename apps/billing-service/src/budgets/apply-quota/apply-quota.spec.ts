import { deciderSpec } from '@clipcast/testing';
import { quotaOf, type Quota } from '../../quotas/quota.ts';
import { aCost, aQuota } from '../../testing/builders.ts';
import { budget, quotaApplied, type BudgetEvent, type BudgetState, type StandingChanged } from '../budget.ts';
import { applyQuota } from './apply-quota.ts';

const given = deciderSpec<BudgetState, BudgetEvent, { month: string; quota: Quota }>({
  ...budget,
  decide: applyQuota,
});

const month = '2026-03';
const quota = (version: number, monthlyLimitUsd: string, enforcement: 'hard' | 'soft' = 'hard') =>
  quotaOf(aQuota({ monthlyLimitUsd, enforcement }), version);
const applied = (...terms: Parameters<typeof quota>) => quotaApplied(month, quota(...terms));
const apply = (...terms: Parameters<typeof quota>) => ({ month, quota: quota(...terms) });
const standing = { month, spentUsd: '10.000000', reservedUsd: '0.000000' };
const spentTen: BudgetEvent = {
  type: 'CostRecorded',
  data: { ...aCost(), ...standing, source: {}, amountUsd: '10.000000', limitUsd: '10.000000' },
};
const told = (
  type: StandingChanged['type'],
  limitUsd = '10.000000',
  enforcement: 'hard' | 'soft' = 'hard',
): StandingChanged => ({
  type,
  data: { ...standing, limitUsd, enforcement },
});
const usedUp = [applied(2, '10'), spentTen, told('QuotaWarningReached'), told('QuotaExhausted')];

describe('applying a quota', () => {
  it('begins the month', () => {
    given().when(apply(2, '10')).then(applied(2, '10'));
  });
  it('that the month has already, or an older one, is no news', () => {
    given(applied(2, '10')).when(apply(2, '10')).then();
    given(applied(2, '10')).when(apply(1, '5')).then();
  });
  it('below what was spent exhausts the month', () => {
    given(applied(1, '0'), spentTen)
      .when(apply(2, '10'))
      .then(applied(2, '10'), told('QuotaWarningReached'), told('QuotaExhausted'));
  });
  it('near what was spent warns', () => {
    given(applied(1, '0'), spentTen)
      .when(apply(2, '11'))
      .then(applied(2, '11'), told('QuotaWarningReached', '11.000000'));
  });
  it('that is raised restores the month', () => {
    given(...usedUp)
      .when(apply(3, '20'))
      .then(applied(3, '20'), told('QuotaRestored', '20.000000'));
  });
  it('that is raised a little restores the month and warns anew', () => {
    given(...usedUp)
      .when(apply(3, '11'))
      .then(applied(3, '11'), told('QuotaRestored', '11.000000'), told('QuotaWarningReached', '11.000000'));
  });
  it('that is lifted restores the month', () => {
    given(...usedUp)
      .when(apply(3, '0'))
      .then(applied(3, '0'), told('QuotaRestored', '0.000000'));
  });
  it('that is raised after a warning lets the month warn again', () => {
    const warned = [applied(2, '11'), spentTen, told('QuotaWarningReached', '11.000000')];
    given(...warned)
      .when(apply(3, '20'))
      .then(applied(3, '20'), told('QuotaRestored', '20.000000'));
  });
  // A gate that was open because the limit was soft must close, and the other way round.
  it('with other terms tells an exhausted month again', () => {
    given(...usedUp)
      .when(apply(3, '10', 'soft'))
      .then(applied(3, '10', 'soft'), told('QuotaExhausted', '10.000000', 'soft'));
    given(...usedUp)
      .when(apply(3, '9'))
      .then(applied(3, '9'), told('QuotaExhausted', '9.000000'));
    given(...usedUp)
      .when(apply(3, '10'))
      .then(applied(3, '10'));
  });
});
