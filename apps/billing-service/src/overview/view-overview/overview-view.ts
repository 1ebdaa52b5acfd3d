import { quotaEnforcements } from '@clipcast/contracts';
import { z } from 'zod';
import { standingFields } from '../../budgets/standing-view.ts';

/** One profile's month among those of all. */
const OverviewItem = z
  .object({
    profileId: z.string(),
    name: z.string(),
    slug: z.string(),
    ...standingFields,
    enforcement: z.enum(quotaEnforcements),
    isClosed: z.boolean(),
  })
  .meta({ id: 'OverviewItem' });
export type OverviewItem = z.output<typeof OverviewItem>;

/** A month of all profiles as the API shows it. */
export const OverviewView = z
  .object({
    month: z.string(),
    totals: z
      .object({
        profiles: z.int(),
        spentUsd: z.string(),
        reservedUsd: z.string(),
        warning: z.int().meta({ description: 'So many profiles have that status.' }),
        exhausted: z.int(),
      })
      .meta({ description: 'Of all profiles, whatever was asked for.' }),
    items: z.array(OverviewItem),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'Overview' });
export type OverviewView = z.output<typeof OverviewView>;

export const overviewSorts = ['percentUsed', 'spent', 'name'] as const;
export type OverviewSort = (typeof overviewSorts)[number];
