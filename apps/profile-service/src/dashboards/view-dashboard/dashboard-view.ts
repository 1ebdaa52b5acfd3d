import { formatUsd, type Micros } from '@clipcast/kernel';
import { z } from 'zod';
import type { Day, DayCounts } from '../publish-activity.ts';
import { BudgetStanding } from './budget-standing.ts';
import { dashboardRanges, daysOf, SERIES_DAYS_MAX, type DashboardRange } from './dashboard-range.ts';

const counted = {
  clips: z.int().meta({ description: 'Registered, and not removed since.' }),
  rendered: z.int().meta({ description: 'Clips whose video came, and that were not removed since.' }),
  published: z.int().meta({ description: 'Posts that went out: one for each clip and account.' }),
  failed: z.int().meta({ description: 'Publications that failed and were not brought out since.' }),
  costUsd: z.string(),
};

/** What a profile did, as the API shows it. */
export const DashboardView = z
  .object({
    profileId: z.string(),
    range: z.enum(dashboardRanges),
    totals: z.object({
      projects: z.int().meta({ description: 'Editing projects with a clip in the range.' }),
      ...counted,
    }),
    costsByProvider: z
      .array(z.object({ provider: z.string(), amountUsd: z.string(), count: z.int() }))
      .meta({ description: 'The dearest first.' }),
    series: z.array(z.object({ day: z.string(), ...counted })).meta({
      description: `Every day, UTC, until today; of \`all\` from the first day on, the last ${SERIES_DAYS_MAX} at the most.`,
    }),
    recentClips: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          projectId: z.string().nullable(),
          status: z.enum(['rendering', 'ready']),
          registeredAt: z.string(),
          published: z.int(),
          failed: z.int(),
        }),
      )
      .meta({ description: 'The newest first, whatever the range.' }),
    budget: BudgetStanding,
  })
  .meta({ id: 'Dashboard' });
export type DashboardView = z.output<typeof DashboardView>;

export interface CountedDay extends DayCounts {
  readonly day: Day;
}

/** What was spent with a provider on a day. */
export interface ProviderDay {
  readonly day: Day;
  readonly provider: string;
  readonly micros: Micros;
  readonly entries: number;
}

/** The sums and the series of a range, from the days of it that have anything. */
export function dashboardFigures(
  range: DashboardRange,
  today: Day,
  days: readonly CountedDay[],
  costs: readonly ProviderDay[],
): Pick<DashboardView, 'totals' | 'costsByProvider' | 'series'> {
  const counts = new Map(days.map((day) => [day.day, day]));
  const costOf = sumsBy(costs, ({ day }) => day);
  const count = (name: keyof DayCounts) => days.reduce((sum, day) => sum + day[name], 0);
  const total = costs.reduce((sum, { micros }) => sum + micros, 0n);
  const seen = [...counts.keys(), ...costOf.keys()];
  return {
    totals: {
      projects: count('projects'),
      clips: count('clips'),
      rendered: count('rendered'),
      published: count('published'),
      failed: count('failed'),
      costUsd: formatUsd(total),
    },
    costsByProvider: [...sumsBy(costs, ({ provider }) => provider)]
      .toSorted(([, one], [, other]) =>
        one.micros === other.micros ? 0 : one.micros < other.micros ? 1 : -1,
      )
      .map(([provider, { micros, entries }]) => ({
        provider,
        amountUsd: formatUsd(micros),
        count: entries,
      })),
    series: daysOf(range, today, seen).map((day) => {
      const { clips = 0, rendered = 0, published = 0, failed = 0 } = counts.get(day) ?? {};
      return { day, clips, rendered, published, failed, costUsd: formatUsd(costOf.get(day)?.micros ?? 0n) };
    }),
  };
}

function sumsBy(
  costs: readonly ProviderDay[],
  keyOf: (cost: ProviderDay) => string,
): Map<string, { readonly micros: Micros; readonly entries: number }> {
  const sums = new Map<string, { readonly micros: Micros; readonly entries: number }>();
  for (const cost of costs) {
    const { micros, entries } = sums.get(keyOf(cost)) ?? { micros: 0n, entries: 0 };
    sums.set(keyOf(cost), { micros: micros + cost.micros, entries: entries + cost.entries });
  }
  return sums;
}
