import { z } from 'zod';
import { endOf, type FoundPrice, type PriceBooks, type PriceKey } from './price-book.ts';

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
    endsAt: z.string().nullable().meta({
      description: 'From when on others count again in its place; null while it was not ended.',
    }),
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
    version: z.int().meta({ description: 'Of the book that PUT changes here: how often it was changed.' }),
    items: z.array(PriceView),
  })
  .meta({ id: 'Prices' });
export type PricesView = z.output<typeof PricesView>;

/** A price as it counts for a key; it may be one for every plan. */
export function priceView(
  books: Pick<PriceBooks, FoundPrice['book']>,
  { book, price }: FoundPrice,
  { plan }: Pick<PriceKey, 'plan'>,
): PriceView {
  const { provider, model, unit, unitPriceUsd, per, effectiveFrom, version } = price;
  const endsAt = endOf(books[book], price);
  return { provider, model, unit, plan, unitPriceUsd, per, effectiveFrom, endsAt, book, version };
}
