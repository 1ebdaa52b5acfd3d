import type { ProfileId } from '@clipcast/kernel';
import { quotaEnforcements } from '@clipcast/contracts';
import { z } from 'zod';
import { isReached, thresholdsOf, type Quota } from '../../quotas/quota.ts';
import { endOf, monthOf, type Month } from '../month.ts';
import { standingFields, standingView } from '../standing-view.ts';
import { forecast, ForecastView } from './forecast.ts';
import type { KnownMonth } from './known-month.ts';

/** A month's budget as the API shows it. */
export const BudgetView = z
  .object({
    profileId: z.string(),
    month: z.string(),
    asOf: z.string().nullable().meta({ description: 'The instant that was asked for; null for now.' }),
    ...standingFields,
    enforcement: z.enum(quotaEnforcements),
    thresholds: z
      .array(
        z.object({
          percent: z.int(),
          isReached: z.boolean(),
          reachedAt: z.string().nullable().meta({
            description:
              'When it was told under this limit; also after money came back. Null before, and for the moment until it shows.',
          }),
        }),
      )
      .meta({ description: 'The shares of the limit that are told, 100 included; none without a limit.' }),
    openReservations: z.int(),
    unratedCount: z.int().meta({ description: 'Usage that waits for a price and is in no sum yet.' }),
    isClosed: z.boolean().meta({ description: 'Whether later costs of the month go to the open one.' }),
    resetsAt: z.string().meta({ description: 'When the next month begins.' }),
    forecast: ForecastView.nullable().meta({
      description: 'Null for every month but the current one, or that of `asOf`.',
    }),
  })
  .meta({ id: 'Budget' });
export type BudgetView = z.output<typeof BudgetView>;

export interface BudgetSight {
  readonly profileId: ProfileId;
  readonly month: Month;
  readonly at: Date;
  /** Whether somebody asked for that instant, and not for now. */
  readonly isAsked: boolean;
}

/** The view, at an instant, of a month that counts against a quota. Reservations past their time no longer count. */
export function budgetView(
  { profileId, month, at, isAsked }: BudgetSight,
  known: KnownMonth,
  quota: Quota,
): BudgetView {
  const { spent, reserved, holds, heldAside, isClosed } = known.state;
  const lapsed = [...holds.dueAt(at.getTime())];
  const held = lapsed.reduce((sum, [, { amount }]) => sum - amount, reserved);
  return {
    profileId,
    month,
    asOf: isAsked ? at.toISOString() : null,
    ...standingView({ spent, reserved: held }, quota),
    enforcement: quota.enforcement,
    thresholds: thresholdsIn(known, quota),
    openReservations: holds.size - lapsed.length,
    unratedCount: heldAside.size,
    isClosed,
    resetsAt: endOf(month).toISOString(),
    forecast: month === monthOf(at) ? forecast({ month, now: at, spent, quota, days: known.days }) : null,
  };
}

function thresholdsIn({ state, told }: KnownMonth, quota: Quota): BudgetView['thresholds'] {
  if (quota.limit === 0n) return [];
  const percents = [...new Set([...thresholdsOf(quota), 100])];
  return percents.map((percent) => ({
    percent,
    isReached: isReached(percent, state.spent, quota),
    reachedAt: told.find((share) => share.percent === percent)?.at ?? null,
  }));
}
