import { costIdSchema, monthSchema } from '@clipcast/contracts';
import { z } from 'zod';
import type { Month } from '../budgets/month.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

const instantOrDate = z.union(
  [z.iso.datetime({ offset: true }), z.iso.date()],
  'is no RFC 3339 instant and no date of the form YYYY-MM-DD',
);
const word = z.string().min(1).max(200);

/** Which costs are asked for; the members of a query that say so. */
export const costFilterQuery = {
  from: instantOrDate
    .transform((text) => new Date(text))
    .optional()
    .meta({ description: 'The first instant, or the first day, UTC.' }),
  to: instantOrDate
    .transform((text) => new Date(Date.parse(text) + (DATE.test(text) ? DAY_MS : 0)))
    .optional()
    .meta({
      description: 'The instant at which it ends, itself left out; or the last day, UTC, with all of it.',
    }),
  month: monthSchema.optional().meta({
    description: 'The month whose budget they count against, late entries of earlier months among them.',
  }),
  day: z.iso.date().optional().meta({ description: 'The day on which they were incurred, UTC.' }),
  provider: word.optional(),
  model: word.optional(),
  publicationId: word
    .optional()
    .meta({ description: 'The publication they were for; `none`: those for no publication.' }),
  appliesTo: monthSchema.optional().meta({
    description:
      'Late entries of this month: its books were closed when they came, so they count in a later one.',
  }),
  corrects: costIdSchema.optional().meta({ description: 'Corrections of this entry.' }),
  asOf: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional()
    .meta({ description: 'What was in the books at this instant: the answer that was given then.' }),
};

/** Costs that have all of it in common; what is undefined does not matter. */
export interface CostFilter {
  /** Incurred at or after it. */
  readonly from?: Date | undefined;
  /** Incurred before it. */
  readonly to?: Date | undefined;
  readonly month?: Month | undefined;
  readonly day?: string | undefined;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  /** `none` for costs that belong to no publication. */
  readonly publicationId?: string | undefined;
  readonly appliesTo?: Month | undefined;
  readonly corrects?: string | undefined;
  /** Booked at or before it. */
  readonly asOf?: Date | undefined;
}

export const NO_PUBLICATION = 'none';

/** Whether the sums by day answer it: they know days, providers, models and months, and how things are now. */
export const isOfWholeDays = ({ from, to, publicationId, appliesTo, corrects, asOf }: CostFilter): boolean =>
  [publicationId, appliesTo, corrects, asOf].every((value) => value === undefined) &&
  [from, to].every((end) => end === undefined || end.getTime() % DAY_MS === 0);

/** The filter as a query, for a link that opens what a sum is made of. */
export function filterLink({ from, to, asOf, ...words }: CostFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(words)) if (value !== undefined) query.set(name, String(value));
  for (const [name, value] of Object.entries({ from, to, asOf }))
    if (value !== undefined) query.set(name, value.toISOString());
  return `costs?${query.toString()}`;
}

/** The day of an instant, UTC. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
