import { z } from 'zod';
import type { FoundPrice, PriceKey } from './price-book.ts';

/** A price as the API shows it. */
export const PriceView = z
  .object({
    provider: z.string(),
    model: z.string(),
    unit: z.string(),
    plan: z.string().nullable().meta({ description: 'Null for whoever has no price of a plan.' }),
    unitPriceUsd: z.string(),
    per: z.string().meta({ description: 'So many units cost the unit price.' }),
    effectiveFrom: z.string(),
    book: z
      .enum(['fleet', 'profile'])
      .meta({ description: "Whose price it is: everybody's, or the profile's own, which goes first." }),
    version: z.int().meta({ description: 'Of its book; a cost entry names it.' }),
  })
  .meta({ id: 'Price' });
export type PriceView = z.output<typeof PriceView>;

/** Prices of a book, or of the two that count for a profile. */
export const PricesView = z
  .object({
    version: z.int().meta({ description: 'Of the book that PUT changes here: how many prices it ever got.' }),
    items: z.array(PriceView),
  })
  .meta({ id: 'Prices' });
export type PricesView = z.output<typeof PricesView>;

/** A price as it counts for a key; it may be one for every plan. */
export const priceView = ({ book, price }: FoundPrice, { plan }: Pick<PriceKey, 'plan'>): PriceView => {
  const { provider, model, unit, unitPriceUsd, per, effectiveFrom, version } = price;
  return { provider, model, unit, plan, unitPriceUsd, per, effectiveFrom, book, version };
};
