import { formatUsd, type Micros } from '@clipcast/kernel';
import { z } from 'zod';
import { remaining, standingOf, type Quota } from '../quotas/quota.ts';

/** How much of a month's limit is used, as the API shows it wherever it shows it. */
export const standingFields = {
  limitUsd: z.string().meta({ description: '"0.000000" is unlimited.' }),
  spentUsd: z.string(),
  reservedUsd: z.string(),
  remainingUsd: z.string().nullable().meta({ description: 'Never below zero; null without a limit.' }),
  percentUsed: z.number().meta({
    description: 'Of the limit, cut to two decimals; above 100 when more was spent; 0 without a limit.',
  }),
  status: z.enum(['unlimited', 'ok', 'warning', 'exhausted']),
};
const StandingView = z.object(standingFields);
export type StandingView = z.output<typeof StandingView>;

/** The part of a limit that is used, in hundredths of a percent. Cut, not rounded: 100 percent must mean exhausted. */
export const usedHundredths = (spent: Micros, limit: Micros): bigint =>
  limit > 0n ? (spent * 10_000n) / limit : 0n;

/** Where a month stands that counts against a quota. */
export const statusOf = (
  spent: Micros,
  quota: Pick<Quota, 'limit' | 'warnAtPercent'>,
): StandingView['status'] => (quota.limit > 0n ? standingOf(spent, quota) : 'unlimited');

/** How a month stands that has spent and reserved so much. */
export function standingView(
  { spent, reserved }: { readonly spent: Micros; readonly reserved: Micros },
  quota: Pick<Quota, 'limit' | 'warnAtPercent'>,
): StandingView {
  const { limit } = quota;
  return {
    limitUsd: formatUsd(limit),
    spentUsd: formatUsd(spent),
    reservedUsd: formatUsd(reserved),
    remainingUsd: limit > 0n ? formatUsd(remaining(spent + reserved, limit)) : null,
    percentUsed: Number(usedHundredths(spent, limit)) / 100,
    status: statusOf(spent, quota),
  };
}
