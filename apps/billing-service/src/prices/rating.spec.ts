import fc from 'fast-check';
import { isSameDecimal } from './decimal.ts';
import { isBookable, rate } from './rating.ts';

/** A decimal, and the same number as an integer of its smallest part. */
const decimal = (digitsMax: number, decimalsMax: number) =>
  fc
    .tuple(fc.bigInt(0n, 10n ** BigInt(digitsMax) - 1n), fc.integer({ min: 0, max: decimalsMax }))
    .chain(([whole, decimals]) =>
      fc.bigInt(0n, 10n ** BigInt(decimals) - 1n).map((rest) => ({
        text: decimals === 0 ? `${whole}` : `${whole}.${String(rest).padStart(decimals, '0')}`,
        value: whole * 10n ** BigInt(decimals) + rest,
        scale: 10n ** BigInt(decimals),
      })),
    );

const quantity = decimal(15, 9);
const unitPrice = decimal(9, 12);
const per = quantity.filter(({ value }) => value > 0n);
const runs = { numRuns: 20_000 };

describe('rating', () => {
  // Said without a fraction: micros is the one integer whose distance to the exact amount is at most a half, upwards.
  it('is the exact amount, rounded once to the micro-dollar, a half upwards', () => {
    fc.assert(
      fc.property(quantity, unitPrice, per, (used, price, units) => {
        const micros = rate(used.text, { unitPriceUsd: price.text, per: units.text });
        const exactOver = used.value * price.value * units.scale * 1_000_000n;
        const exactUnder = used.scale * price.scale * units.value;
        const twiceTheRest = 2n * (micros * exactUnder - exactOver);
        return -exactUnder < twiceTheRest && twiceTheRest <= exactUnder;
      }),
      runs,
    );
  });

  it('of parts differs from that of the whole by less than half a micro-dollar for each entry', () => {
    const parts = fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(parts, unitPrice, per, (quantities, price, units) => {
        const by = { unitPriceUsd: price.text, per: units.text };
        const sum = quantities.reduce((total, part) => total + rate(String(part), by), 0n);
        const whole = rate(String(quantities.reduce((total, part) => total + part, 0n)), by);
        const off = sum > whole ? sum - whole : whole - sum;
        return 2n * off <= BigInt(quantities.length) + 1n;
      }),
      { numRuns: 3_000 },
    );
  });

  it('never costs less for more', () => {
    fc.assert(
      fc.property(quantity, fc.bigInt(0n, 10n ** 9n), unitPrice, per, (used, more, price, units) => {
        const by = { unitPriceUsd: price.text, per: units.text };
        const [whole = '0', rest] = used.text.split('.');
        const larger = [String(BigInt(whole) + more), rest].filter((part) => part !== undefined).join('.');
        return rate(larger, by) >= rate(used.text, by);
      }),
      runs,
    );
  });

  it('does not care how a number is written', () => {
    fc.assert(
      fc.property(quantity, unitPrice, fc.integer({ min: 0, max: 5 }), (used, price, zeros) => {
        const longer = price.text.includes('.') ? price.text + '0'.repeat(zeros) : `00${price.text}`;
        return (
          isSameDecimal(longer, price.text) &&
          rate(used.text, { unitPriceUsd: longer, per: '1.0' }) ===
            rate(used.text, { unitPriceUsd: price.text, per: '1' })
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    // A half goes up, a hair below it goes down.
    ['1', '0.0000005', '1', 1n],
    ['1', '0.000000499999', '1', 0n],
    ['3', '0.0000005', '1', 2n],
    // What a float gets wrong: 0.1 × 3, and 1.005 × 1000.
    ['3', '0.1', '1', 300_000n],
    ['1.005', '1000', '1', 1_005_000_000n],
    ['1000', '0.30', '1000', 300_000n],
    ['1', '2.50', '1000000', 3n],
    ['1000000', '0.000000000001', '1', 1n],
    ['499999', '0.000000000001', '1', 0n],
    ['7', '0', '1', 0n],
    ['0', '5', '1', 0n],
    ['1', '1', '3', 333_333n],
    ['2', '1', '3', 666_667n],
  ])('of %s at %s for %s is %s micro-dollars', (used, unitPriceUsd, units, micros) => {
    expect(rate(used, { unitPriceUsd, per: units })).toBe(micros);
  });

  it('beyond what an amount can hold is told', () => {
    expect(isBookable(10n ** 18n - 1n)).toBe(true);
    expect(isBookable(10n ** 18n)).toBe(false);
  });
});
