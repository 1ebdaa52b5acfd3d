import { formatUsd, type Micros } from '@clipcast/kernel';
import { z } from 'zod';
import type { Quota } from '../../quotas/quota.ts';
import { endOf, type Month } from '../month.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** So many full days since the month's first cost are the least that says anything. */
export const FORECAST_DAYS_MIN = 3;

/** Where a month is heading, as the API shows it. */
export const ForecastView = z
  .object({
    monthEndUsd: z
      .string()
      .nullable()
      .meta({ description: 'What will have been spent when the month ends.' }),
    reason: z
      .enum(['nothing_spent', 'too_few_days'])
      .nullable()
      .meta({
        description: `Why there is no forecast: no cost yet, or fewer than ${FORECAST_DAYS_MIN} full days since the first one.`,
      }),
    perDayUsd: z.string().nullable().meta({ description: 'The mean of the full days since the first cost.' }),
    basedOnDays: z.int().meta({ description: 'How many full days that are.' }),
    thresholds: z
      .array(
        z.object({
          percent: z.int(),
          outlook: z.enum(['reached', 'expected', 'not_expected', 'unknown']),
          on: z.string().nullable().meta({ description: 'The day, UTC, on which it is expected.' }),
        }),
      )
      .meta({ description: 'When the warning and the end of the limit are reached; none without a limit.' }),
  })
  .meta({ id: 'Forecast' });
export type ForecastView = z.output<typeof ForecastView>;

export interface ForecastInput {
  /** The current one. */
  readonly month: Month;
  readonly now: Date;
  readonly spent: Micros;
  readonly quota: Pick<Quota, 'limit' | 'warnAtPercent'>;
  /** What was spent on each day of the month that has costs, in any order: `2026-03-01` and so on, UTC. */
  readonly days: Iterable<readonly [day: string, micros: Micros]>;
}

/** So much in so many milliseconds; never less than nothing. */
interface Pace {
  readonly micros: Micros;
  readonly ms: bigint;
}

/**
 * A straight line: what was spent goes on at the mean of all full days since the month's first cost. Today counts as spent
 * and not into the mean, because it is not over; days without a cost count, and so do refunds, but a pace below zero is
 * taken for none. Integers throughout; only the two amounts that are shown are rounded, half up, to the micro-dollar.
 */
export function forecast(input: ForecastInput): ForecastView {
  const { month, now, spent } = input;
  const seen = fullDays(input);
  const basedOnDays = seen?.days ?? 0;
  if (seen === undefined || basedOnDays < FORECAST_DAYS_MIN) {
    const reason = seen === undefined && spent === 0n ? 'nothing_spent' : 'too_few_days';
    const thresholds = outlooks(input, undefined);
    return { monthEndUsd: null, reason, perDayUsd: null, basedOnDays, thresholds };
  }
  const pace: Pace = { micros: seen.sum > 0n ? seen.sum : 0n, ms: BigInt(basedOnDays * DAY_MS) };
  const leftMs = BigInt(endOf(month).getTime() - now.getTime());
  return {
    monthEndUsd: formatUsd(spent + halfUp(pace.micros * leftMs, pace.ms)),
    reason: null,
    perDayUsd: formatUsd(halfUp(pace.micros, BigInt(basedOnDays))),
    basedOnDays,
    thresholds: outlooks(input, pace),
  };
}

/** The full days from the first one with a cost until yesterday, and their sum; undefined while no day has costs. */
function fullDays({ now, days }: ForecastInput): { days: number; sum: Micros } | undefined {
  const today = dayOf(now);
  let first = today;
  let sum: Micros | undefined;
  for (const [day, micros] of days) {
    if (day > today) continue;
    if (day < first) first = day;
    sum = (sum ?? 0n) + (day < today ? micros : 0n);
  }
  return sum === undefined ? undefined : { days: (Date.parse(today) - Date.parse(first)) / DAY_MS, sum };
}

function outlooks(
  { month, now, spent, quota }: ForecastInput,
  pace: Pace | undefined,
): ForecastView['thresholds'] {
  if (quota.limit === 0n) return [];
  return [...new Set([quota.warnAtPercent, 100])].map((percent) => {
    const missing = ceil(quota.limit * BigInt(percent), 100n) - spent;
    if (missing <= 0n) return { percent, outlook: 'reached', on: null };
    if (pace === undefined) return { percent, outlook: 'unknown', on: null };
    if (pace.micros === 0n) return { percent, outlook: 'not_expected', on: null };
    const atMs = BigInt(now.getTime()) + ceil(missing * pace.ms, pace.micros);
    return atMs < BigInt(endOf(month).getTime())
      ? { percent, outlook: 'expected', on: dayOf(new Date(Number(atMs))) }
      : { percent, outlook: 'not_expected', on: null };
  });
}

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

/** Of numbers that are not negative. */
const halfUp = (over: bigint, under: bigint): bigint => (2n * over + under) / (2n * under);
const ceil = (over: bigint, under: bigint): bigint => (over + under - 1n) / under;
