import { pageSchema } from '@clipcast/service-kit';
import { z } from 'zod';
import { CostView } from '../cost-view.ts';

const totals = {
  totalUsd: z.string().meta({ description: 'Of everything that was asked for, not of this page.' }),
  count: z.int().meta({ description: 'How many entries that are.' }),
};

export const CostPage = z.object({ ...pageSchema(CostView).shape, ...totals });
export type CostPage = Readonly<z.output<typeof CostPage>>;

/** A sum of costs that have something in common. */
export const CostGroup = z
  .object({
    key: z.string().nullable().meta({
      description:
        'The provider, the model, the day (YYYY-MM-DD, UTC) or the publication; null: of no publication.',
    }),
    amountUsd: z.string(),
    count: z.int(),
    entries: z.string().meta({ description: 'Where its entries are, relative to this address.' }),
  })
  .meta({ id: 'CostGroup' });
export const CostGroups = z.object({ ...pageSchema(CostGroup).shape, ...totals });
export type CostGroups = Readonly<z.output<typeof CostGroups>>;
