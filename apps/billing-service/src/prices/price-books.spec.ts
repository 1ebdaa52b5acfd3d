import { jest } from '@jest/globals';
import { FLEET } from '@clipcast/kernel';
import { openReservations } from '../reservations/open-reservations/open-reservations.ts';
import { budget, type BudgetState } from '../budgets/budget.ts';
import { NO_QUOTA } from '../quotas/quota.ts';
import { aUsage } from '../testing/builders.ts';
import { aPrice, pricedDatabase } from '../testing/priced-database.ts';
import { rateUsage } from './price-books.ts';

jest.setTimeout(60_000);

describe('the price books of a replica', () => {
  let billing: Awaited<ReturnType<typeof pricedDatabase>>;
  beforeAll(async () => (billing = await pricedDatabase('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  // No read model, no cache that has to be told: the very next hold anywhere costs what was said.
  it('have a price for the very next hold that another replica has just set', async () => {
    const [here, there] = [billing.replica(), billing.replica()];
    const profileId = await billing.registeredProfile();
    const { usage, now } = { usage: { ...aUsage(), plan: null }, now: new Date('2026-03-15T12:00:00Z') };
    const hold = async () => {
      const rating = rateUsage(await there.prices.of(profileId), usage, now);
      const wanted = {
        reservationId: 'rsv_019a0000-0000-7000-8000-000000000001',
        amountUsd: null,
        usage: null,
        purpose: 'test',
        ttlSeconds: 60,
        amount: rating?.micros ?? 0n,
        price: rating?.price ?? null,
      } as const;
      const grant = {
        month: '2026-03',
        now,
        wanted: [wanted],
        quota: NO_QUOTA,
        accessKeyId: null,
        keyLimit: null,
      };
      return openReservations(grant, budget.initialState).reduce(
        (state: BudgetState, fact) => budget.evolve(state, fact),
        budget.initialState,
      ).reserved;
    };
    for (let cents = 1; cents <= 20; cents += 1) {
      const owner = cents % 2 === 0 ? profileId : FLEET;
      await here.setPrices(owner, aPrice({ unitPriceUsd: String(cents), effectiveFrom: now.toISOString() }));
      // The profile's own book goes first once it has a price.
      const expected = owner === FLEET && cents > 1 ? cents - 1 : cents;
      expect(await hold()).toBe(BigInt(expected) * 1_000_000n);
    }
  });

  it('are read once for all who ask in the same turn, and anew for the next', async () => {
    const { prices, setPrices } = billing.replica();
    const profileId = await billing.registeredProfile();
    const [one, other] = await Promise.all([prices.of(profileId), prices.of(profileId)]);
    expect(one.profile).toBe(other.profile);
    await setPrices(profileId, aPrice());
    expect((await prices.of(profileId)).profile.version).toBe(1);
  });
});
