import { budgetStanding } from './budget-standing.ts';
import { daysOf, firstDay } from './dashboard-range.ts';
import { dashboardFigures } from './dashboard-view.ts';

const nothing = { clips: 0, rendered: 0, published: 0, failed: 0, projects: 0 };

describe('a range of days', () => {
  it('ends with today, and has as many days as its name says', () => {
    for (const [range, days] of [
      ['7d', 7],
      ['30d', 30],
      ['90d', 90],
    ] as const) {
      const series = daysOf(range, '2028-03-02', []);
      expect(series).toHaveLength(days);
      expect([series[0], series.at(-1)]).toEqual([firstDay(range, '2028-03-02'), '2028-03-02']);
    }
    expect(daysOf('7d', '2028-03-02', [])).toContain('2028-02-29');
    expect(daysOf('7d', '2027-03-02', [])).not.toContain('2027-02-29');
  });

  it('of all times begins with the first day that has anything, but not a century ago', () => {
    expect(daysOf('all', '2026-03-03', ['2026-03-02', '2026-03-01'])).toEqual([
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
    ]);
    expect(daysOf('all', '2026-03-03', [])).toEqual(['2026-03-03']);
    expect(daysOf('all', '2026-03-03', ['1926-01-01'])).toHaveLength(366);
  });
});

it('fills the days on which nothing happened, and sums up the others', () => {
  const figures = dashboardFigures(
    '7d',
    '2026-03-07',
    [
      { ...nothing, day: '2026-03-01', clips: 2, rendered: 1, projects: 1 },
      { ...nothing, day: '2026-03-06', published: 3, failed: 1 },
    ],
    [
      { day: '2026-03-06', provider: 'postiz', micros: 30_000n, entries: 3 },
      { day: '2026-03-06', provider: 'gemini', micros: 1_000_000n, entries: 1 },
      { day: '2026-03-07', provider: 'postiz', micros: -10_000n, entries: 1 },
    ],
  );
  expect(figures.totals).toEqual({
    projects: 1,
    clips: 2,
    rendered: 1,
    published: 3,
    failed: 1,
    costUsd: '1.020000',
  });
  expect(figures.costsByProvider).toEqual([
    { provider: 'gemini', amountUsd: '1.000000', count: 1 },
    { provider: 'postiz', amountUsd: '0.020000', count: 4 },
  ]);
  expect(figures.series).toHaveLength(7);
  expect(figures.series.slice(4)).toEqual([
    { day: '2026-03-05', clips: 0, rendered: 0, published: 0, failed: 0, costUsd: '0.000000' },
    { day: '2026-03-06', clips: 0, rendered: 0, published: 3, failed: 1, costUsd: '1.030000' },
    { day: '2026-03-07', clips: 0, rendered: 0, published: 0, failed: 0, costUsd: '-0.010000' },
  ]);
});

describe('the standing of the month', () => {
  const told = { spent: 9_000_000n, reserved: 2_000_000n, exhaustedAt: new Date('2026-03-05T00:00:00Z') };
  const quota = {
    monthlyLimitUsd: '10',
    warnAtPercent: 90,
    alsoTellAtPercent: [],
    enforcement: 'hard' as const,
  };

  it('follows from what was spent and the profile’s own quota', () => {
    expect(budgetStanding('2026-03', told, quota)).toEqual({
      month: '2026-03',
      limitUsd: '10.000000',
      spentUsd: '9.000000',
      reservedUsd: '2.000000',
      remainingUsd: '0.000000',
      percentUsed: 90,
      status: 'warning',
      enforcement: 'hard',
      exhaustedAt: null,
    });
    expect(budgetStanding('2026-03', told, { ...quota, monthlyLimitUsd: '20' })).toMatchObject({
      status: 'ok',
      remainingUsd: '9.000000',
    });
    expect(budgetStanding('2026-03', told, { ...quota, monthlyLimitUsd: '9' })).toMatchObject({
      status: 'exhausted',
      exhaustedAt: '2026-03-05T00:00:00.000Z',
    });
    expect(budgetStanding('2026-03', told, { ...quota, monthlyLimitUsd: '0' })).toMatchObject({
      status: 'unlimited',
      remainingUsd: null,
      percentUsed: 0,
    });
  });
});
