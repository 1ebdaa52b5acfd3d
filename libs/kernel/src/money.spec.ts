import fc from 'fast-check';
import { formatUsd, parseUsd } from './money.ts';

describe('amounts', () => {
  it.each([
    ['0', 0n, '0.000000'],
    ['-0', 0n, '0.000000'],
    ['0.000001', 1n, '0.000001'],
    ['-0.5', -500_000n, '-0.500000'],
    ['12.34', 12_340_000n, '12.340000'],
    ['007', 7_000_000n, '7.000000'],
    ['999999999999.999999', 999_999_999_999_999_999n, '999999999999.999999'],
  ])('%s is %s micro-dollars, and %s again', (text, micros, again) => {
    expect(parseUsd(text)).toBe(micros);
    expect(formatUsd(micros)).toBe(again);
  });

  it('come back from their text, however large a sum they are', () => {
    const sum = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
    fc.assert(
      fc.property(sum, (micros) => {
        const [, sign, whole, decimals] = /^(-?)(\d+)\.(\d{6})$/.exec(formatUsd(micros)) ?? [];
        return BigInt(`${sign}${whole}`) * 1_000_000n + BigInt(`${sign}${decimals}`) === micros;
      }),
    );
    const amount = fc.bigInt({ min: -999_999_999_999_999_999n, max: 999_999_999_999_999_999n });
    fc.assert(fc.property(amount, (micros) => parseUsd(formatUsd(micros)) === micros));
  });

  it.each(['', '-', '.5', '1.', '1.0000001', '1e3', '+1', ' 1', '1\n', '1234567890123', '0x10'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseUsd(text)).toThrow(RangeError);
    },
  );
});
