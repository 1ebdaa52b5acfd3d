import { costIdSchema, instantSchema, quantitySchema, usdSchema } from '@clipcast/contracts';
import { z } from 'zod';
import { isOwnId, OWN_ID_DETAIL } from '../../own-ids.ts';

const SOURCE_NAMES_MAX = 20;
/** Entries that settle reservations have ids of their own form; under one of those the same money would count twice. */
const reportedId = costIdSchema.refine((id) => !isOwnId(id), OWN_ID_DETAIL);
const name = z.string().min(1).max(200);

/** A cost as whoever incurred it reports it, through any door. */
export const CostItem = z
  .strictObject({
    id: reportedId.optional().meta({
      description:
        'Counts once for ever. Without one, and without an Idempotency-Key, a repetition is another cost.',
    }),
    costId: reportedId.optional().meta({ description: 'Another name of `id`.' }),
    provider: name,
    model: name,
    plan: name
      .nullable()
      .default(null)
      .meta({ description: 'Whose price counts, where prices depend on one.' }),
    quantity: quantitySchema,
    unit: name,
    amountUsd: usdSchema.nullable().default(null).meta({
      description:
        'A decimal as text. Without it the usage is rated by the price book, or held aside until there is a price.',
    }),
    incurredAt: instantSchema,
    source: z
      .record(z.string().min(1).max(64), z.string().max(500))
      .refine(
        (source) => Object.keys(source).length <= SOURCE_NAMES_MAX,
        `has more than ${SOURCE_NAMES_MAX} names`,
      )
      .default({})
      .meta({ description: 'What it was spent on, by name: publicationId, job and so on.' }),
    corrects: costIdSchema.nullable().default(null).meta({
      description: 'The entry that was wrong; `amountUsd` is then the difference, and may be negative.',
    }),
  })
  .refine(({ id, costId }) => id === undefined || costId === undefined || id === costId, {
    path: ['costId'],
    message: 'must be the same as "id"',
  })
  .refine(({ corrects, amountUsd }) => corrects === null || amountUsd !== null, {
    path: ['amountUsd'],
    message: 'is needed with "corrects": the difference',
  })
  .meta({ id: 'ReportedCost' });
export type CostItem = z.output<typeof CostItem>;
