import { positiveUsdSchema, quantitySchema } from '@clipcast/contracts';
import { z } from 'zod';

const name = z.string().min(1).max(200);

const usage = z.strictObject({
  provider: name,
  model: name,
  unit: name,
  quantity: quantitySchema,
  plan: name.nullable().default(null),
});

const PlannedItem = z
  .strictObject({
    usage: usage.optional().meta({ description: 'Rated by the prices in force now.' }),
    amountUsd: positiveUsdSchema.optional(),
    count: z.int().min(1).max(1_000_000).default(1).meta({ description: 'So many times over.' }),
  })
  .refine(({ usage: used, amountUsd }) => (used === undefined) !== (amountUsd === undefined), {
    message: 'must have either "usage" or "amountUsd"',
  })
  .meta({ id: 'PlannedItem' });

/** What somebody is about to spend. */
export const PlannedBatch = z
  .strictObject({ items: z.array(PlannedItem).min(1).max(1_000) })
  .meta({ id: 'PlannedBatch' });
