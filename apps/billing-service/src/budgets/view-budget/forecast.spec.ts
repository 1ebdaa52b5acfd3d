import fc from 'fast-check';
import { parseUsd } from '@clipcast/kernel';
import { forecast, type ForecastInput } from './forecast.ts';

const DOLLAR = 1_000_000n;
const tenDollars = { limit: 10n * DOLLAR, warnAtPercent: 90 };

/** A month in which each day cost so many micro-dollars, from its first day on. */
const march = (now: string, perDay: readonly bigint[], different: Partial<ForecastInput> = {}) =>
  forecast({
    month: now.slice(0, 7),
    now: new Date(now),
    spent: perDay.reduce((sum, micros) => sum + micros, 0n),
    quota: tenDollars,
    days: perDay.map((micros, index) => [`${now.slice(0, 8)}${String(index + 1).padStart(2, '0')}`, micros]),
    ...different,
  });

describe('the forecast of a month', () => {
  it('goes on at the mean of the full days', () => {
    // Ten full days of 0.20, 0.10 today so far; half of the eleventh and twenty more days are left: 2.10 + 20.5 × 0.20.
    const perDay = [...Array.from({ length: 10 }, () => DOLLAR / 5n), DOLLAR / 10n];
    expect(march('2026-03-11T12:00:00Z', perDay)).toEqual({
      monthEndUsd: '6.200000',
      reason: null,
      perDayUsd: '0.200000',
      basedOnDays: 10,
      thresholds: [
        { percent: 90, outlook: 'not_expected', on: null },
        { percent: 100, outlook: 'not_expected', on: null },
      ],
    });
  });

  it('names the days on which the warning and the limit will be reached', () => {
    // 4 spent after four days of 1; 5 more are missing to the warning, 6 to the limit.
    const { thresholds } = march('2026-03-05T00:00:00Z', [DOLLAR, DOLLAR, DOLLAR, DOLLAR]);
    expect(thresholds).toEqual([
      { percent: 90, outlook: 'expected', on: '2026-03-10' },
      { percent: 100, outlook: 'expected', on: '2026-03-11' },
    ]);
  });

  it('counts the days without a cost since the first one, and none before', () => {
    const days = [['2026-03-10', 3n * DOLLAR]] as const;
    const told = march('2026-03-13T00:00:00Z', [], { spent: 3n * DOLLAR, days });
    expect(told).toMatchObject({ basedOnDays: 3, perDayUsd: '1.000000', monthEndUsd: '22.000000' });
  });

  it.each([
    ['at the start of the month', '2026-03-01T00:00:00.000Z', [], 'nothing_spent', 0],
    ['without a cost', '2026-03-20T10:00:00Z', [], 'nothing_spent', 0],
    ['on the first day', '2026-03-01T18:00:00Z', [DOLLAR], 'too_few_days', 0],
    ['after one day', '2026-03-02T00:00:00Z', [DOLLAR], 'too_few_days', 1],
    ['after two days', '2026-03-03T23:59:59.999Z', [DOLLAR, DOLLAR, DOLLAR], 'too_few_days', 2],
  ] as const)('says why there is none %s', (_, now, perDay, reason, basedOnDays) => {
    expect(march(now, perDay)).toMatchObject({
      monthEndUsd: null,
      perDayUsd: null,
      reason,
      basedOnDays,
      thresholds: [{ outlook: 'unknown' }, { outlook: 'unknown' }],
    });
  });

  it('says what is reached already, also when nothing can be foretold', () => {
    const reached = { outlook: 'reached', on: null };
    expect(march('2026-03-01T18:00:00Z', [10n * DOLLAR]).thresholds).toMatchObject([reached, reached]);
    expect(march('2026-03-05T00:00:00Z', [9n * DOLLAR, 0n, 0n, 0n]).thresholds).toMatchObject([
      reached,
      { outlook: 'expected', on: '2026-03-05' },
    ]);
  });

  it('counts refunds, and takes a pace below zero for none', () => {
    expect(march('2026-03-05T00:00:00Z', [4n * DOLLAR, 0n, -2n * DOLLAR, 0n])).toMatchObject({
      perDayUsd: '0.500000',
      monthEndUsd: '15.500000',
    });
    expect(march('2026-03-05T00:00:00Z', [DOLLAR, 0n, -2n * DOLLAR, 0n])).toMatchObject({
      perDayUsd: '0.000000',
      monthEndUsd: '-1.000000',
      thresholds: [{ outlook: 'not_expected' }, { outlook: 'not_expected' }],
    });
  });

  it('knows the leap day', () => {
    const perDay = Array.from({ length: 14 }, () => DOLLAR);
    expect(march('2028-02-15T00:00:00Z', perDay).monthEndUsd).toBe('29.000000');
    expect(march('2027-02-15T00:00:00Z', perDay).monthEndUsd).toBe('28.000000');
  });

  it('speaks of no threshold without a limit, and of one that is both once', () => {
    const perDay = [DOLLAR, DOLLAR, DOLLAR];
    const unlimited = { quota: { limit: 0n, warnAtPercent: 90 } };
    expect(march('2026-03-04T00:00:00Z', perDay, unlimited)).toMatchObject({
      monthEndUsd: '31.000000',
      thresholds: [],
    });
    const late = { quota: { ...tenDollars, warnAtPercent: 100 } };
    expect(march('2026-03-04T00:00:00Z', perDay, late).thresholds).toMatchObject([{ percent: 100 }]);
  });

  it('leaves what has not happened yet out of the mean', () => {
    const days = [
      ['2026-03-01', DOLLAR],
      ['2026-03-31', 9n * DOLLAR],
    ] as const;
    const told = march('2026-03-06T00:00:00Z', [], { spent: 10n * DOLLAR, days });
    expect(told).toMatchObject({ perDayUsd: '0.200000', monthEndUsd: '15.200000' });
  });

  it('is exact however large or small the amounts are, and never below what was spent without refunds', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 3, maxLength: 30 }), (perDay) => {
        const now = `2026-03-${String(perDay.length + 1).padStart(2, '0')}T00:00:00Z`;
        const spent = perDay.reduce((sum, micros) => sum + micros, 0n);
        const left = BigInt(31 - perDay.length);
        const days = BigInt(perDay.length);
        const end = parseUsd(march(now, perDay).monthEndUsd ?? '0') - spent;
        // Rounded once: at most half a micro-dollar from the exact fraction.
        const error = 2n * (end * days - spent * left);
        expect(error <= days && error >= -days).toBe(true);
      }),
    );
  });
});
