import { pageQuery } from '@clipcast/service-kit';
import { z } from 'zod';

const DAY_MS = 24 * 60 * 60 * 1_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

const instantOrDate = z.union(
  [z.iso.datetime({ offset: true }), z.iso.date()],
  'is no RFC 3339 instant and no date of the form YYYY-MM-DD',
);

/** What part of a profile's costs is asked for, and how it is put together. */
export const CostsQuery = z
  .strictObject({
    ...pageQuery.shape,
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
    groupBy: z
      .enum(['provider', 'model', 'day'])
      .optional()
      .meta({ description: 'Sums instead of entries; `limit` and `cursor` then have no effect.' }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'must not be before "from"',
  });

export type CostGrouping = NonNullable<z.output<typeof CostsQuery>['groupBy']>;

/** Costs incurred at or after `from` and before `to`; an end that is undefined is open. */
export interface CostRange {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}
