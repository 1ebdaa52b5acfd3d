import { deciderSpec } from '@clipcast/testing';
import { priceBook, type Price, type PriceBookState, type PriceSet } from '../price-book.ts';
import { setPrices } from './set-prices.ts';

const given = deciderSpec<PriceBookState, PriceSet, readonly Price[]>({ ...priceBook, decide: setPrices });

const JANUARY = '2026-01-01T00:00:00.000Z';
const FEBRUARY = '2026-02-01T00:00:00.000Z';
const MARCH = '2026-03-01T00:00:00.000Z';
const price = (unitPriceUsd: string, effectiveFrom = JANUARY, per = '1000000'): Price => ({
  provider: 'gemini',
  model: 'gemini-2.5-flash',
  unit: 'output_token',
  plan: null,
  unitPriceUsd,
  per,
  effectiveFrom,
});
const set = (data: Price): PriceSet => ({ type: 'PriceSet', data });

describe('setting prices', () => {
  it('is recorded once, however often and however the same is written', () => {
    given()
      .when([price('2.5')])
      .then(set(price('2.5')));
    given(set(price('2.5')))
      .when([price('2.50', FEBRUARY, '1000000.0')])
      .then();
  });
  it('is news when the price is another one at that instant', () => {
    given(set(price('2.5')), set(price('3', MARCH)))
      .when([price('3', FEBRUARY)])
      .then(set(price('3', FEBRUARY)));
    given(set(price('2.5', FEBRUARY)))
      .when([price('2.5', JANUARY)])
      .then(set(price('2.5', JANUARY)));
    given(set(price('2.5')))
      .when([price('2.5', JANUARY, '1000')])
      .then(set(price('2.5', JANUARY, '1000')));
  });
  it('tells the plan from the general price', () => {
    const ofPlan = { ...price('2.5'), plan: 'pro' };
    given(set(price('2.5')))
      .when([ofPlan])
      .then(set(ofPlan));
  });
  // In the order given, March would be no news, and then February's price would be March's too.
  it('takes the earliest first, so that what is said of a later instant holds', () => {
    given(set(price('1')))
      .when([price('1', MARCH), price('2', FEBRUARY)])
      .then(set(price('2', FEBRUARY)), set(price('1', MARCH)));
  });
});
