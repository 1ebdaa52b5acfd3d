import { jest } from '@jest/globals';
import { FLEET, type ProfileId } from '@clipcast/kernel';
import { aContext, aUsage } from '../../testing/builders.ts';
import { aPrice, pricedDatabase } from '../../testing/priced-database.ts';
import { budget } from '../budget.ts';
import { budgetStream } from '../budget-stream.ts';

jest.setTimeout(90_000);

describe('rating what was held aside', () => {
  let billing: Awaited<ReturnType<typeof pricedDatabase>>;
  // A database for each test: the books of everybody are everybody's.
  beforeEach(async () => (billing = await pricedDatabase('2026-03-15T12:00:00Z')));
  afterEach(() => billing.close());

  const waiting = async (profileId: ProfileId) => {
    await billing.project();
    return billing.door.of(profileId).selectFrom('unrated_usage').selectAll().execute();
  };
  const close = (profileId: ProfileId, month: string) =>
    billing.replica().deciders.handle({
      aggregate: budget,
      target: budgetStream(profileId, month),
      context: aContext(),
      decide: () => [{ type: 'MonthClosed' as const, data: { month } }],
      reply: () => null,
    });

  it('holds usage without a price aside, never as 0, and books it under its own id when a price comes', async () => {
    const { report, rater, setPrices } = billing.replica();
    const profileId = await billing.registeredProfile();
    const usage = aUsage({ source: { job: '7' }, plan: 'pro' });
    expect(await report(profileId, usage)).toBe('held_aside');
    expect(await report(profileId, usage)).toBe('duplicate');
    expect(await waiting(profileId)).toMatchObject([
      { cost_id: usage.costId, quantity: '1000', plan: 'pro', source: { job: '7' } },
    ]);
    expect(await billing.entriesOf(profileId)).toEqual([]);
    expect(await rater.round()).toBe(0);

    await setPrices(FLEET, aPrice());
    await billing.project();
    expect(await rater.round()).toBe(1);
    expect(await waiting(profileId)).toEqual([]);
    expect(await billing.entriesOf(profileId)).toMatchObject([
      {
        cost_id: usage.costId,
        month: '2026-03',
        amount_micros: 300_000n,
        price_book: 'fleet',
        price_version: 1,
        unit_price_usd: '0.30',
        price_per: '1000',
        source: { job: '7' },
      },
    ]);
    expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject({ spent: 300_000n });
    expect((await billing.budgetOf(profileId, '2026-03')).heldAside.size).toBe(0);
  });

  it('books each once although two replicas do so at the same time, again and again', async () => {
    const [one, other] = [billing.replica(), billing.replica()];
    const profiles = await Promise.all(Array.from({ length: 4 }, billing.registeredProfile));
    for (const profileId of profiles)
      await Promise.all(Array.from({ length: 25 }, () => one.report(profileId, aUsage())));
    await one.setPrices(FLEET, aPrice());
    await billing.project();
    await Promise.all([one.rater.round(), other.rater.round()]);
    // A third has not seen what they did: its read model is behind.
    await billing.replica().rater.round();
    for (const profileId of profiles) {
      expect(await waiting(profileId)).toEqual([]);
      expect(await billing.entriesOf(profileId)).toHaveLength(25);
      expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject({ spent: 7_500_000n });
    }
    expect([...one.trouble, ...other.trouble]).toEqual([]);
  });

  it('waits for a price that was in force when the usage was incurred', async () => {
    const { report, rater, setPrices } = billing.replica();
    const profileId = await billing.registeredProfile();
    await report(profileId, aUsage({ incurredAt: '2026-03-10T09:00:00Z' }));
    await setPrices(FLEET, aPrice({ effectiveFrom: '2026-03-10T09:00:00.001Z' }));
    await billing.project();
    expect(await rater.round()).toBe(0);
    await setPrices(profileId, aPrice({ effectiveFrom: '2026-03-10T09:00:00.000Z', unitPriceUsd: '0' }));
    await billing.project();
    expect(await rater.round()).toBe(1);
    await billing.project();
    expect(await billing.entriesOf(profileId)).toMatchObject([{ amount_micros: 0n, price_book: 'profile' }]);
  });

  it('looks at usage that is held aside after the price was looked for', async () => {
    const { report, rater, setPrices } = billing.replica();
    const profileId = await billing.registeredProfile();
    await report(profileId, aUsage({ model: 'eleven_v2' }));
    await billing.project();
    expect(await rater.round()).toBe(0);
    // A reading of the books that began before the price came.
    const late = aUsage();
    await report(profileId, late);
    await setPrices(FLEET, aPrice());
    await billing.project();
    expect(await rater.round()).toBe(1);
  });

  it('books in the open month what waited in one that was closed meanwhile, once', async () => {
    const { report, setPrices } = billing.replica();
    const profileId = await billing.registeredProfile();
    const usage = aUsage({ incurredAt: '2026-02-10T09:00:00Z' });
    await report(profileId, usage);
    await close(profileId, '2026-02');
    await setPrices(FLEET, aPrice());
    await billing.project();
    await Promise.all([billing.replica().rater.round(), billing.replica().rater.round()]);
    billing.setClock('2026-04-01T00:00:00Z');
    await billing.replica().rater.round();
    expect(await waiting(profileId)).toEqual([]);
    expect(await billing.entriesOf(profileId)).toMatchObject([{ cost_id: usage.costId, month: '2026-03' }]);
    expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject({ spent: 300_000n });
    expect(await billing.budgetOf(profileId, '2026-02')).toMatchObject({ spent: 0n });
    const events = await billing.store.readStream(budgetStream(profileId, '2026-03'));
    expect(events.find(({ type }) => type === 'CostRecorded')?.data).toMatchObject({ appliesTo: '2026-02' });
  });

  it('goes on when one cannot be rated, tells it once, and tries it with the next price', async () => {
    const { report, rater, setPrices, trouble } = billing.replica();
    const profileId = await billing.registeredProfile();
    await report(profileId, aUsage({ quantity: '999999999999999', unit: 'ton' }));
    await report(profileId, aUsage());
    await setPrices(FLEET, aPrice(), aPrice({ unit: 'ton', unitPriceUsd: '999999999', per: '1' }));
    await billing.project();
    expect(await rater.round()).toBe(1);
    expect(await rater.round()).toBe(0);
    expect(trouble).toEqual([expect.objectContaining({ code: 'amount_too_large' })]);
    await setPrices(FLEET, aPrice({ unit: 'ton', unitPriceUsd: '0.000001', per: '1' }));
    await billing.project();
    expect(await rater.round()).toBe(1);
  });

  it('tries again by itself what failed because the database was away', async () => {
    const { report, rater, setPrices, booking, trouble } = billing.replica();
    const profileId = await billing.registeredProfile();
    await report(profileId, aUsage());
    await setPrices(FLEET, aPrice());
    await billing.project();
    const book = booking.book.bind(booking);
    booking.book = () => Promise.reject(new Error('The database is away.'));
    expect(await rater.round()).toBe(0);
    booking.book = book;
    expect(await rater.round()).toBe(1);
    expect(trouble).toHaveLength(1);
  });

  it('counts no more than what waits', async () => {
    const { report } = billing.replica();
    const [one, other] = [await billing.registeredProfile(), await billing.registeredProfile()];
    await report(one, aUsage());
    expect(await waiting(other)).toEqual([]);
    expect(await waiting(one)).toHaveLength(1);
  });
});
