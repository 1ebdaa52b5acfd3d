import { dayOf, type Day } from '../publish-activity.ts';

export const dashboardRanges = ['7d', '30d', '90d', 'all'] as const;
export type DashboardRange = (typeof dashboardRanges)[number];

const DAY_MS = 24 * 60 * 60 * 1_000;
const DAYS: Readonly<Record<Exclude<DashboardRange, 'all'>, number>> = { '7d': 7, '30d': 30, '90d': 90 };
/** The series of all times shows no more days than a leap year has; its sums are of all of them. */
export const SERIES_DAYS_MAX = 366;

/** The first day of a range that ends with today, both counted; undefined when it has no beginning. */
export const firstDay = (range: DashboardRange, today: Day): Day | undefined =>
  range === 'all' ? undefined : daysBefore(today, DAYS[range] - 1);

/** Every day of a series that ends today: from the range's first, or from the first with anything. */
export function daysOf(range: DashboardRange, today: Day, seen: readonly Day[]): Day[] {
  const earliest = seen.reduce((first, day) => (day < first ? day : first), today);
  const longest = daysBefore(today, SERIES_DAYS_MAX - 1);
  const from = firstDay(range, today) ?? (earliest < longest ? longest : earliest);
  const count = (Date.parse(today) - Date.parse(from)) / DAY_MS + 1;
  return Array.from({ length: count }, (_, index) => dayOf(new Date(Date.parse(from) + index * DAY_MS)));
}

const daysBefore = (day: Day, days: number): Day => dayOf(new Date(Date.parse(day) - days * DAY_MS));
