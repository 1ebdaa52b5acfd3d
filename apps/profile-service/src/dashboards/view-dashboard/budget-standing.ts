import { quotaEnforcements, type QuotaChanged } from '@clipcast/contracts';
import { formatUsd, parseUsd, type Micros } from '@clipcast/kernel';
import { z } from 'zod';

/** How the current month stands, as the dashboard shows it. */
export const BudgetStanding = z
  .object({
    month: z.string(),
    limitUsd: z.string().meta({ description: '"0.000000" is unlimited.' }),
    spentUsd: z.string(),
    reservedUsd: z.string(),
    remainingUsd: z.string().nullable().meta({ description: 'Never below zero; null without a limit.' }),
    percentUsed: z.number(),
    status: z.enum(['unlimited', 'ok', 'warning', 'exhausted']),
    enforcement: z.enum(quotaEnforcements),
    exhaustedAt: z.string().nullable().meta({ description: 'When it was told that nothing is left.' }),
  })
  .meta({
    id: 'BudgetStanding',
    description: 'As billing-service told last; exact, to the moment, is GET /profiles/{id}/budget there.',
  });
export type BudgetStanding = z.output<typeof BudgetStanding>;

export interface ToldSums {
  readonly spent: Micros;
  readonly reserved: Micros;
  readonly exhaustedAt: Date | null;
}

/** The sums come from billing-service; the quota is the profile's own, so a change of it shows at once. */
export function budgetStanding(
  month: string,
  { spent, reserved, exhaustedAt }: ToldSums,
  { monthlyLimitUsd, warnAtPercent, enforcement }: QuotaChanged['data'],
): BudgetStanding {
  const limit = parseUsd(monthlyLimitUsd);
  const left = limit - spent - reserved;
  const isReached = (percent: number) => spent * 100n >= limit * BigInt(percent);
  const limited = isReached(100) ? 'exhausted' : isReached(warnAtPercent) ? 'warning' : 'ok';
  const status = limit === 0n ? 'unlimited' : limited;
  return {
    month,
    limitUsd: formatUsd(limit),
    spentUsd: formatUsd(spent),
    reservedUsd: formatUsd(reserved),
    remainingUsd: limit === 0n ? null : formatUsd(left > 0n ? left : 0n),
    // Cut, not rounded, as in billing-service: 100 must mean exhausted.
    percentUsed: limit === 0n ? 0 : Number((spent * 10_000n) / limit) / 100,
    status,
    enforcement,
    exhaustedAt: status === 'exhausted' ? (exhaustedAt?.toISOString() ?? null) : null,
  };
}
