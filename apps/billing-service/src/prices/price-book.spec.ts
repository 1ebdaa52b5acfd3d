import { replay } from '@clipcast/event-store';
import { rateUsage } from './price-books.ts';
import { priceAt, priceBook, type Price } from './price-book.ts';

const price = (unitPriceUsd: string, different: Partial<Price> = {}): Price => ({
  provider: 'elevenlabs',
  model: 'eleven_v3',
  unit: 'character',
  plan: null,
  unitPriceUsd,
  per: '1000',
  effectiveFrom: '2026-01-01T00:00:00.000Z',
  ...different,
});
const bookOf = (...prices: Price[]) =>
  replay(
    priceBook,
    prices.map((data) => ({ type: 'PriceSet', data })),
  );
const none = bookOf();
const usage = { provider: 'elevenlabs', model: 'eleven_v3', unit: 'character', plan: 'pro' };
const found = (
  books: { fleet?: typeof none; profile?: typeof none },
  at: string,
  plan: string | null = 'pro',
) => priceAt({ fleet: none, profile: none, ...books }, { ...usage, plan }, new Date(at));

const FEBRUARY = '2026-02-01T00:00:00.000Z';
const MARCH = '2026-03-01T00:00:00.000Z';

describe('the price in force', () => {
  it('is none before the first, and for anything else', () => {
    const fleet = bookOf(price('0.30'));
    expect(found({}, MARCH)).toBeUndefined();
    expect(found({ fleet }, '2025-12-31T23:59:59.999Z')).toBeUndefined();
    for (const different of [{ provider: 'x' }, { model: 'x' }, { unit: 'x' }]) {
      const books = { fleet, profile: none };
      expect(priceAt(books, { ...usage, ...different }, new Date(MARCH))).toBeUndefined();
    }
  });

  it('changes at the very instant, and one to come changes nothing before', () => {
    const fleet = bookOf(price('0.30'), price('0.20', { effectiveFrom: FEBRUARY }));
    expect(found({ fleet }, '2026-01-31T23:59:59.999Z')).toMatchObject({ unitPriceUsd: '0.30', version: 1 });
    expect(found({ fleet }, FEBRUARY)).toMatchObject({ unitPriceUsd: '0.20', version: 2 });
  });

  it('set late for the past counts from its instant to the next one', () => {
    const fleet = bookOf(
      price('0.30', { effectiveFrom: MARCH }),
      price('0.10'),
      price('0.20', { effectiveFrom: FEBRUARY }),
    );
    expect(found({ fleet }, '2026-01-15T00:00:00Z')).toMatchObject({ unitPriceUsd: '0.10', version: 2 });
    expect(found({ fleet }, '2026-02-15T00:00:00Z')).toMatchObject({ unitPriceUsd: '0.20', version: 3 });
    expect(found({ fleet }, '2026-03-15T00:00:00Z')).toMatchObject({ unitPriceUsd: '0.30', version: 1 });
  });

  it('of one instant is the one that was set last', () => {
    const fleet = bookOf(price('0.30'), price('0.25'));
    expect(found({ fleet }, MARCH)).toEqual({
      book: 'fleet',
      version: 2,
      unitPriceUsd: '0.25',
      per: '1000',
    });
  });

  it("is the plan's before the general one, and the profile's own before everybody's", () => {
    const general = price('0.30');
    const ofPlan = price('0.18', { plan: 'pro' });
    const own = price('0.05');
    const ownOfPlan = price('0.01', { plan: 'pro' });
    const fleet = bookOf(general, ofPlan);
    expect(found({ fleet }, MARCH)).toMatchObject({ book: 'fleet', unitPriceUsd: '0.18' });
    expect(found({ fleet }, MARCH, null)).toMatchObject({ unitPriceUsd: '0.30' });
    expect(found({ fleet }, MARCH, 'creator')).toMatchObject({ unitPriceUsd: '0.30' });
    expect(found({ fleet, profile: bookOf(own) }, MARCH)).toMatchObject({
      book: 'profile',
      version: 1,
      unitPriceUsd: '0.05',
    });
    expect(found({ fleet, profile: bookOf(own, ownOfPlan) }, MARCH)).toMatchObject({ unitPriceUsd: '0.01' });
    expect(
      found({ fleet, profile: bookOf(price('0.05', { effectiveFrom: MARCH })) }, FEBRUARY),
    ).toMatchObject({
      book: 'fleet',
    });
  });

  it('of 0 is a price, and means free', () => {
    const fleet = bookOf(price('0'));
    const rated = rateUsage({ fleet, profile: none }, { ...usage, quantity: '12' }, new Date(MARCH));
    expect(rated).toMatchObject({ micros: 0n, price: { unitPriceUsd: '0' } });
  });

  it('that makes a usage cost a trillion is taken for an error', () => {
    const books = { fleet: bookOf(price('999999999', { per: '0.000001' })), profile: none };
    expect(() => rateUsage(books, { ...usage, quantity: '999999' }, new Date(MARCH))).toThrow(
      'a trillion dollars',
    );
  });
});
