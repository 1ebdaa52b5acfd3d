import { deciderSpec } from '@clipcast/testing';
import { quotaOf, type Quota } from '../../quotas/quota.ts';
import { aQuota, aRecordedCost } from '../../testing/builders.ts';
import { quotaApplied } from '../budget-draft.ts';
import { budget, type BudgetEvent, type BudgetState, type StandingChanged } from '../budget.ts';
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
const spentTen = aRecordedCost({ amountUsd: '10.000000', ...standing });
const exhausted = (limitUsd = '10.000000', enforcement: 'hard' | 'soft' = 'hard'): StandingChanged => ({
  type: 'QuotaExhausted',
  data: { ...standing, limitUsd, enforcement },
});
const restored = (limitUsd: string): StandingChanged => ({
  type: 'QuotaRestored',
  data: { ...standing, limitUsd, enforcement: 'hard' },
});
const warned = (limitUsd = '10.000000', thresholdPercent = 90): StandingChanged => ({
  type: 'QuotaWarningReached',
  data: { ...standing, limitUsd, enforcement: 'hard', thresholdPercent },
});
const usedUp = [applied(2, '10'), spentTen, warned(), exhausted()];

describe('applying a quota', () => {
  it('begins the month', () => {
    given().when(apply(2, '10')).then(applied(2, '10'));
  });
  it('that the month has already, or an older one, is no news', () => {
    given(applied(2, '10')).when(apply(2, '10')).then();
    given(applied(2, '10')).when(apply(1, '5')).then();
  });
  it('below what was spent exhausts the month', () => {
    given(applied(1, '0'), spentTen).when(apply(2, '10')).then(applied(2, '10'), warned(), exhausted());
  });
  it('near what was spent warns', () => {
    given(applied(1, '0'), spentTen).when(apply(2, '11')).then(applied(2, '11'), warned('11.000000'));
  });
  it('that is raised restores the month', () => {
    given(...usedUp)
      .when(apply(3, '20'))
      .then(applied(3, '20'), restored('20.000000'));
  });
  // The share is reached under both limits, so it is old news; only that there is room again is new.
  it('that is raised a little restores the month and does not warn anew', () => {
    given(...usedUp)
      .when(apply(3, '11'))
      .then(applied(3, '11'), restored('11.000000'));
  });
  it('that is lifted restores the month', () => {
    given(...usedUp)
      .when(apply(3, '0'))
      .then(applied(3, '0'), restored('0.000000'));
  });
  it('that is raised out of reach of a warning lets it come again', () => {
    given(applied(2, '11'), spentTen, warned('11.000000'), applied(3, '20'))
      .when(apply(4, '11'))
      .then(applied(4, '11'), warned('11.000000'));
  });
  it('tells each share that somebody wants to know of, in ascending order', () => {
    const shares = quotaOf(aQuota({ alsoTellAtPercent: [100, 50] }), 2);
    given(applied(1, '0'), spentTen)
      .when({ month, quota: shares })
      .then(
        quotaApplied(month, shares),
        warned('10.000000', 50),
        warned('10.000000', 90),
        warned('10.000000', 100),
        exhausted(),
      );
  });
  // A gate that was open because the limit was soft must close, and the other way round.
  it('with other terms tells an exhausted month again', () => {
    given(...usedUp)
      .when(apply(3, '10', 'soft'))
      .then(applied(3, '10', 'soft'), exhausted('10.000000', 'soft'));
    given(...usedUp)
      .when(apply(3, '9'))
      .then(applied(3, '9'), exhausted('9.000000'));
    given(...usedUp)
      .when(apply(3, '10'))
      .then(applied(3, '10'));
  });
});
