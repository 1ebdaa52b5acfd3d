/** Several rounds in one line. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The value below which the fraction `q` of the values lies (nearest rank).
 * @throws {RangeError} for no values at all.
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('nothing was measured');
  return value;
}

/** @throws {RangeError} for no values at all. */
export function spreadOf(values: readonly number[]): Spread {
  const middle =
    (quantile(values, 0.5) +
      -quantile(
        values.map((value) => -value),
        0.5,
      )) /
    2;
  return { median: middle, min: Math.min(...values), max: Math.max(...values) };
}

/** The ratio of each round to its neighbour in time, so that what slowed both down cancels out. */
export const ratiosOf = (ours: readonly number[], theirs: readonly number[]): number[] =>
  ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
