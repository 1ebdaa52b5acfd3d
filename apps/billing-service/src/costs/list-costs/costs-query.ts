import { pageQuery } from '@clipcast/service-kit';
import { z } from 'zod';
import { FORMATS } from '../answer-format.ts';
import { costFilterQuery } from '../cost-filter.ts';
import { costGroupings } from '../cost-sums.query.ts';

/** What part of a profile's costs is asked for, and how it is put together. */
export const CostsQuery = z
  .strictObject({
    ...pageQuery.shape,
    ...costFilterQuery,
    groupBy: z.enum(costGroupings).optional().meta({
      description:
        'Sums instead of entries. `limit` and `cursor` have an effect on those by publication only.',
    }),
    format: z
      .enum(FORMATS)
      .exclude(['html'])
      .optional()
      .meta({ description: 'Instead of an Accept header.' }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'must not be before "from"',
  });
export type CostsQuery = z.output<typeof CostsQuery>;
