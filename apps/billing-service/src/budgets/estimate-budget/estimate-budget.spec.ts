import { replay } from '@clipcast/event-store';
import { priceBook } from '../../prices/price-book.ts';
import { NO_QUOTA, quotaOf } from '../../quotas/quota.ts';
import { aCostId, aQuota } from '../../testing/builders.ts';
import { KEY } from '../../testing/reservation-builders.ts';
import { BudgetDraft, PLAIN_ENTRY } from '../budget-draft.ts';
import { budget, type BudgetState } from '../budget.ts';
import { estimateBudget, type EstimateBasis, type PlannedItem } from './estimate-budget.ts';

const NOW = new Date('2026-03-15T12:00:00Z');
const fleet = replay(priceBook, [
  {
    type: 'PriceSet',
    data: {
      provider: 'elevenlabs',
      model: 'eleven_v3',
      unit: 'character',
      plan: null,
      unitPriceUsd: '0.30',
      per: '1000',
      effectiveFrom: '2026-01-01T00:00:00.000Z',
    },
  },
]);
const basis = (items: PlannedItem[], different: Partial<EstimateBasis> = {}): EstimateBasis => ({
  month: '2026-03',
  now: NOW,
  quota: quotaOf(aQuota(), 1),
  books: { fleet, profile: priceBook.initialState },
  items,
  accessKeyId: null,
  keyLimit: null,
  ...different,
});
const usd = (amountUsd: string, count = 1): PlannedItem => ({ amountUsd, usage: null, count });
const characters = (quantity: string, count = 1, model = 'eleven_v3'): PlannedItem => ({
  amountUsd: null,
  usage: { provider: 'elevenlabs', model, unit: 'character', plan: null, quantity },
  count,
});

const postCost = (amountUsd: string) => ({
  ...PLAIN_ENTRY,
  costId: aCostId(),
  provider: 'postiz',
  model: 'post',
  quantity: '1',
  unit: 'post',
  amountUsd,
  incurredAt: '2026-03-10T09:00:00Z',
  source: {},
});

/** Six of ten dollars are spent. */
function sixSpent(): BudgetState {
  const draft = new BudgetDraft('2026-03', budget.initialState);
  draft.begin(quotaOf(aQuota(), 1), true);
  draft.record(postCost('6.000000'));
  return draft.state;
}

/** A dollar is held until noon, and no longer counts then. */
function oneHeldUntilNoon(accessKeyId: string | null = null): BudgetState {
  const draft = new BudgetDraft('2026-03', sixSpent());
  draft.add({
    type: 'ReservationOpened',
    data: {
      ...draft.standing({ reserved: 1_000_000n }),
      reservationId: 'rsv_019a0000-0000-7000-8000-000000000001',
      amountUsd: '1.000000',
      purpose: 'test',
      expiresAt: NOW.toISOString(),
      usage: null,
      price: null,
      groupId: null,
      accessKeyId,
    },
  });
  return draft.state;
}

describe('estimating a batch', () => {
  it('prices each item, and rounds each time of it by itself', () => {
    expect(estimateBudget(basis([characters('5', 3), usd('1.5', 2)]), budget.initialState)).toEqual({
      month: '2026-03',
      items: [
        {
          count: 3,
          unitAmountUsd: '0.001500',
          amountUsd: '0.004500',
          price: { book: 'fleet', version: 1, unitPriceUsd: '0.30', per: '1000' },
          refusal: null,
        },
        { count: 2, unitAmountUsd: '1.500000', amountUsd: '3.000000', price: null, refusal: null },
      ],
      totalUsd: '3.004500',
      fits: true,
      firstRefused: null,
      enforcement: 'hard',
      limitUsd: '10.000000',
      spentUsd: '0.000000',
      reservedUsd: '0.000000',
      remainingUsd: '10.000000',
      spendCap: null,
    });
  });
  it('fits to the last micro-dollar, and not one further', () => {
    expect(estimateBudget(basis([usd('4')]), sixSpent())).toMatchObject({ fits: true, firstRefused: null });
    expect(estimateBudget(basis([usd('3'), usd('1.000001')]), sixSpent())).toMatchObject({
      fits: false,
      firstRefused: { index: 1, granted: 0, code: 'quota_exceeded' },
    });
  });
  it('says how many of the first refused item would still be granted', () => {
    expect(estimateBudget(basis([usd('0', 5), usd('0.75', 20)]), sixSpent())).toMatchObject({
      firstRefused: { index: 1, granted: 5, code: 'quota_exceeded' },
      remainingUsd: '4.000000',
    });
  });
  it('refuses even what costs nothing once more was spent than the limit, as a reservation does', () => {
    const lowered = { quota: quotaOf(aQuota({ monthlyLimitUsd: '5' }), 2) };
    expect(estimateBudget(basis([usd('0')], lowered), sixSpent())).toMatchObject({
      fits: false,
      firstRefused: { index: 0, granted: 0, code: 'quota_exceeded' },
      remainingUsd: '0.000000',
    });
  });
  it('never takes an unknown price for nothing', () => {
    const estimate = estimateBudget(basis([usd('1'), characters('5', 2, 'unheard'), usd('90')]), sixSpent());
    expect(estimate).toMatchObject({
      totalUsd: '91.000000',
      fits: false,
      firstRefused: { index: 1, granted: 0, code: 'price_unknown' },
      items: [{}, { amountUsd: null, refusal: { code: 'price_unknown' } }, {}],
    });
  });
  it('counts no reservation that is past its time', () => {
    expect(estimateBudget(basis([usd('4')]), oneHeldUntilNoon())).toMatchObject({
      reservedUsd: '0.000000',
      fits: true,
    });
    const before = { now: new Date('2026-03-15T11:59:59.999Z') };
    expect(estimateBudget(basis([usd('4')], before), oneHeldUntilNoon())).toMatchObject({
      reservedUsd: '1.000000',
      fits: false,
    });
  });
  describe('for an access key with a cap', () => {
    const cap = (usd: bigint, different: Partial<EstimateBasis> = {}) => ({
      accessKeyId: KEY,
      keyLimit: usd * 1_000_000n,
      ...different,
    });
    /** A dollar of the key is spent, and one is held until noon. */
    const usedByKey = () => {
      const draft = new BudgetDraft('2026-03', oneHeldUntilNoon(KEY));
      draft.record({ ...postCost('1.000000'), accessKeyId: KEY });
      return draft.state;
    };
    it('says what would be refused, by whichever is met first', () => {
      expect(estimateBudget(basis([usd('1', 5)], cap(3n)), usedByKey())).toMatchObject({
        fits: false,
        firstRefused: { index: 0, granted: 2, code: 'key_spend_cap_exceeded' },
        remainingUsd: '3.000000',
        spendCap: { monthlyLimitUsd: '3.000000', usedUsd: '1.000000', remainingUsd: '2.000000' },
      });
      for (const limit of [4n, 5n])
        expect(estimateBudget(basis([usd('1', 4)], cap(limit)), usedByKey())).toMatchObject({
          fits: false,
          firstRefused: { index: 0, granted: 3, code: 'quota_exceeded' },
        });
      expect(estimateBudget(basis([usd('2')], cap(3n)), usedByKey())).toMatchObject({
        fits: true,
        firstRefused: null,
      });
    });
    it('holds also where the profile has no limit, or a soft one', () => {
      for (const quota of [NO_QUOTA, quotaOf(aQuota({ enforcement: 'soft' }), 2)])
        expect(
          estimateBudget(basis([usd('1'), usd('2'), usd('0')], cap(3n, { quota })), usedByKey()),
        ).toMatchObject({
          fits: false,
          firstRefused: { index: 1, granted: 0, code: 'key_spend_cap_exceeded' },
        });
    });
    it('counts what it holds until then, and refuses even nothing beyond it', () => {
      const before = { now: new Date('2026-03-15T11:59:59.999Z') };
      expect(estimateBudget(basis([usd('2')], cap(3n, before)), usedByKey())).toMatchObject({
        fits: false,
        spendCap: { usedUsd: '2.000000' },
      });
      const beyond = estimateBudget(basis([usd('0')], { accessKeyId: KEY, keyLimit: 500_000n }), usedByKey());
      expect(beyond).toMatchObject({
        firstRefused: { index: 0, granted: 0, code: 'key_spend_cap_exceeded' },
        spendCap: { remainingUsd: '0.000000' },
      });
    });
  });
  it('refuses nothing without a limit, or with a soft one, but says that it does not fit', () => {
    expect(estimateBudget(basis([usd('999')], { quota: NO_QUOTA }), budget.initialState)).toMatchObject({
      fits: true,
      firstRefused: null,
      remainingUsd: null,
    });
    const soft = quotaOf(aQuota({ enforcement: 'soft' }), 2);
    expect(estimateBudget(basis([usd('999')], { quota: soft }), sixSpent())).toMatchObject({
      fits: false,
      firstRefused: null,
      enforcement: 'soft',
    });
  });
});
