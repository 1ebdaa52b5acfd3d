import { instantSchema, quantitySchema, unitPriceSchema } from '@clipcast/contracts';
import { z } from 'zod';

const name = z.string().min(1).max(200);

/** A price as an operator sets it. */
const NewPrice = z
  .strictObject({
    provider: name,
    model: name,
    unit: name.meta({ examples: ['character', 'output_token', 'post'] }),
    plan: name
      .nullable()
      .default(null)
      .meta({ description: 'The price of one plan; without it, of whoever has no price of a plan.' }),
    unitPriceUsd: unitPriceSchema.meta({
      description: 'So many USD for `per` units, with at most twelve decimals. "0" is free, and says so.',
    }),
    per: quantitySchema
      .regex(/[1-9]/, 'must be above zero')
      .default('1')
      .meta({ description: '"1000000" for a price per million.' }),
    effectiveFrom: instantSchema
      .transform((text) => new Date(text).toISOString())
      .optional()
      .meta({
        description:
          'From when on; now unless given. It may be past: what was booked since is changed by a re-rating.',
      }),
  })
  .meta({ id: 'NewPrice' });
export type NewPrice = z.output<typeof NewPrice>;

/** Several prices, of which none says twice what something costs from one instant on. */
export const PriceList = z
  .strictObject({ prices: z.array(NewPrice).min(1).max(500) })
  .superRefine(({ prices }, context) => {
    const seen = new Map<string, number>();
    for (const [index, { provider, model, unit, plan, effectiveFrom }] of prices.entries()) {
      const key = JSON.stringify([provider, model, unit, plan, effectiveFrom]);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, index);
      else
        context.addIssue({
          code: 'custom',
          path: ['prices', index],
          message: `is for the same, from the same instant on, as /prices/${first}`,
        });
    }
  })
  .meta({ id: 'PriceList' });
