import { replay } from '@clipcast/event-store';
import { deciderSpec } from '@clipcast/testing';
import {
  endOf,
  findPrice,
  priceBook,
  pricesIn,
  type End,
  type PriceBookEvent,
  type PriceBookState,
} from '../price-book.ts';
import { setPrices } from '../set-prices/set-prices.ts';
import { endPrice } from './end-price.ts';

const given = deciderSpec<PriceBookState, PriceBookEvent, End>({ ...priceBook, decide: endPrice });

const [JANUARY, FEBRUARY, MARCH, APRIL] = [1, 2, 3, 4].map((month) => `2026-0${month}-01T00:00:00.000Z`) as [
  string,
  string,
  string,
  string,
];
const key = { provider: 'luma', model: 'ray', unit: 'second', plan: null };
const set = (unitPriceUsd: string, effectiveFrom = JANUARY, different: object = {}): PriceBookEvent => ({
  type: 'PriceSet',
  data: { ...key, unitPriceUsd, per: '1', effectiveFrom, ...different },
});
const end = (effectiveFrom = MARCH, different: Partial<End> = {}): End => ({
  ...key,
  effectiveFrom,
  ...different,
});
const ended = (...terms: Parameters<typeof end>): PriceBookEvent => ({
  type: 'PriceEnded',
  data: end(...terms),
});

describe('ending a price', () => {
  it('is recorded once', () => {
    given(set('0.5')).when(end()).then(ended());
    given(set('0.5'), ended()).when(end()).then();
    given(set('0.5'), ended()).when(end(APRIL)).then();
    given(set('0.5'), ended()).when(end(FEBRUARY)).then(ended(FEBRUARY));
  });
  it('ends what is in force, and is no news before there is anything', () => {
    given(set('0.5', APRIL)).when(end()).then();
    given(set('0.5'), ended(), set('0.4', MARCH)).when(end(APRIL)).then(ended(APRIL));
  });
  it('knows one thing from another', () => {
    given().when(end()).thenRefused('price_not_found');
    for (const different of [{ provider: 'x' }, { model: 'x' }, { unit: 'x' }, { plan: 'pro' }])
      given(set('0.5')).when(end(MARCH, different)).thenRefused('price_not_found');
  });
});

describe('a price that was ended', () => {
  const fleet = replay(priceBook, [set('1')]);
  const counts = (at: string, plan: string | null, ...events: PriceBookEvent[]) => {
    const profile = replay(priceBook, events);
    return findPrice({ profile, fleet }, { ...key, plan }, new Date(at))?.price.unitPriceUsd;
  };

  it("lets everybody's count again, to the very instant", () => {
    expect(counts('2026-02-28T23:59:59.999Z', null, set('0.5'), ended())).toBe('0.5');
    expect(counts(MARCH, null, set('0.5'), ended())).toBe('1');
  });
  it("of a plan lets the profile's general one count again", () => {
    const ofPlan = [set('0.5'), set('0.2', JANUARY, { plan: 'pro' }), ended(MARCH, { plan: 'pro' })];
    expect([FEBRUARY, MARCH].map((at) => counts(at, 'pro', ...ofPlan))).toEqual(['0.2', '0.5']);
  });
  it('can be set again, also the same, also for the instant of its end', () => {
    const history = [set('0.5'), ended()];
    const again = setPrices(
      [{ ...key, unitPriceUsd: '0.5', per: '1', effectiveFrom: MARCH }],
      replay(priceBook, history),
    );
    expect(again).toEqual([set('0.5', MARCH)]);
    expect(counts(MARCH, null, ...history, ...again)).toBe('0.5');
  });
  it('does not keep one from coming that was set for later', () => {
    const history = [set('0.5'), set('0.4', APRIL), ended()];
    expect([MARCH, APRIL].map((at) => counts(at, null, ...history))).toEqual(['1', '0.4']);
  });
  it('is shown with its end, and stays in the history', () => {
    const book = replay(priceBook, [set('0.5'), set('0.4', FEBRUARY), ended()]);
    expect(pricesIn(book).map((price) => [price.unitPriceUsd, endOf(book, price)])).toEqual([
      ['0.4', MARCH],
      ['0.5', null],
    ]);
  });
});
