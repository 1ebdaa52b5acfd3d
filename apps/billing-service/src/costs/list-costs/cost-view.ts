import { pageSchema } from '@clipcast/service-kit';
import { z } from 'zod';

const totalUsd = z.string().meta({ description: 'Of everything that was asked for, not of this page.' });

/** A booked cost as the API shows it. */
export const CostView = z
  .object({
    id: z.string(),
    month: z.string().meta({ description: 'The budget it counts against.' }),
    provider: z.string(),
    model: z.string(),
    quantity: z.string(),
    unit: z.string(),
    amountUsd: z.string(),
    incurredAt: z.string(),
    source: z.record(z.string(), z.string()).meta({ description: 'What it was spent on.' }),
  })
  .meta({ id: 'Cost' });
export type CostView = z.output<typeof CostView>;

export const CostPage = z.object({ ...pageSchema(CostView).shape, totalUsd });
export type CostPage = Readonly<z.output<typeof CostPage>>;

/** A sum of costs that have something in common. */
export const CostGroup = z
  .object({
    key: z.string().meta({ description: 'The provider, the model, or the day (YYYY-MM-DD, UTC).' }),
    amountUsd: z.string(),
    count: z.int(),
  })
  .meta({ id: 'CostGroup' });
export const CostGroups = z.object({ items: z.array(CostGroup), totalUsd });
export type CostGroups = Readonly<z.output<typeof CostGroups>>;
