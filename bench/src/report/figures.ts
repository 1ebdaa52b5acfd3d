import { spreadOf } from '../measure/statistics.ts';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A dash for what could not be measured here. */
const spread = (values: readonly number[], show: (value: number) => string): string => {
  if (values.every(Number.isNaN)) return '–';
  const { median, min, max } = spreadOf(values);
  return values.length === 1 ? show(median) : `${show(median)} [${show(min)}–${show(max)}]`;
};

/** Rounds of a rate as `median [lowest–highest]`. */
export const rate = (values: readonly number[]): string => spread(values, (value) => grouped.format(value));

/** Rounds of a ratio. */
export const ratio = (values: readonly number[]): string =>
  spread(values, (value) => `${value.toFixed(value < 10 ? 2 : 1)}x`);

/** Rounds of a duration in milliseconds. */
export const milliseconds = (values: readonly number[]): string =>
  spread(values, (value) => (value < 100 ? value.toFixed(1) : grouped.format(value)));

/** Rounds of an amount of memory in MB. */
export const megabytes = (values: readonly number[]): string => spread(values, (value) => value.toFixed(0));
