import { formatUsd } from '@clipcast/kernel';
import { z } from 'zod';
import type { CostEntryRow } from '../database.ts';

/** A booked cost as the API shows it. */
export const CostView = z
  .object({
    id: z.string(),
    month: z.string().meta({ description: 'The budget it counts against.' }),
    appliesTo: z.string().nullable().meta({
      description:
        'The month in which it was incurred, when the books of that month were closed before it came.',
    }),
    provider: z.string(),
    model: z.string(),
    plan: z.string().nullable(),
    quantity: z.string(),
    unit: z.string(),
    amountUsd: z.string(),
    price: z
      .object({
        book: z.enum(['fleet', 'profile']),
        version: z.int(),
        unitPriceUsd: z.string(),
        per: z.string(),
      })
      .nullable()
      .meta({ description: 'By which price it was rated; null when the amount itself was reported.' }),
    incurredAt: z.string(),
    recordedAt: z.string(),
    source: z.record(z.string(), z.string()).meta({ description: 'What it was spent on.' }),
    corrects: z
      .string()
      .nullable()
      .meta({ description: 'The entry that it corrects; its amount is the difference.' }),
    reservationId: z.string().nullable().meta({ description: 'The reservation that it settled.' }),
    accessKeyId: z.string().nullable().meta({
      description:
        'The access key on whose cap it counts: that reported it, reserved it, or has what it corrects.',
    }),
  })
  .meta({ id: 'Cost' });
export type CostView = z.output<typeof CostView>;

export const costView = (row: CostEntryRow): CostView => ({
  id: row.cost_id,
  month: row.month,
  appliesTo: row.applies_to,
  provider: row.provider,
  model: row.model,
  plan: row.plan,
  quantity: row.quantity,
  unit: row.unit,
  amountUsd: formatUsd(row.amount_micros),
  price: priceOf(row),
  incurredAt: row.incurred_at.toISOString(),
  recordedAt: row.recorded_at.toISOString(),
  source: row.source,
  corrects: row.corrects,
  reservationId: row.reservation_id,
  accessKeyId: row.access_key_id,
});

function priceOf(row: CostEntryRow): CostView['price'] {
  const { price_book: book, price_version: version, unit_price_usd: unitPriceUsd, price_per: per } = row;
  return book === null || version === null || unitPriceUsd === null || per === null
    ? null
    : { book, version, unitPriceUsd, per };
}
