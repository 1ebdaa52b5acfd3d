import { formatUsd, type ProfileId } from '@clipcast/kernel';
import { z } from 'zod';
import { standingOf, type Quota } from '../../quotas/quota.ts';
import { NOTHING_RESERVED, type BudgetState } from '../budget.ts';
import { endOf, type Month } from '../month.ts';

/** A month's budget as the API shows it. */
export const BudgetView = z
  .object({
    profileId: z.string(),
    month: z.string(),
    limitUsd: z.string().meta({ description: '"0.000000" is unlimited.' }),
    spentUsd: z.string(),
    reservedUsd: z.string(),
    remainingUsd: z.string().nullable().meta({ description: 'Never below zero; null without a limit.' }),
    percentUsed: z.number().meta({
      description: 'Of the limit, cut to two decimals; above 100 when more was spent; 0 without a limit.',
    }),
    status: z.enum(['unlimited', 'ok', 'warning', 'exhausted']),
    resetsAt: z.string().meta({ description: 'When the next month begins.' }),
  })
  .meta({ id: 'Budget' });
export type BudgetView = z.output<typeof BudgetView>;

/** The view of a month that counts against a quota. */
export function budgetView(
  profileId: ProfileId,
  month: Month,
  { spent }: BudgetState,
  quota: Quota,
): BudgetView {
  const { limit } = quota;
  const isLimited = limit > 0n;
  const remaining = limit > spent ? limit - spent : 0n;
  return {
    profileId,
    month,
    limitUsd: formatUsd(limit),
    spentUsd: formatUsd(spent),
    reservedUsd: NOTHING_RESERVED,
    remainingUsd: isLimited ? formatUsd(remaining) : null,
    // Cut, not rounded: 100 must mean exhausted.
    percentUsed: isLimited ? Number((spent * 10_000n) / limit) / 100 : 0,
    status: isLimited ? standingOf(spent, quota) : 'unlimited',
    resetsAt: endOf(month).toISOString(),
  };
}
