import { appliedPriceSchema } from '@clipcast/contracts';
import { z } from 'zod';

const EstimatedItem = z
  .object({
    count: z.int(),
    unitAmountUsd: z.string().nullable().meta({ description: 'Once; null without a known price.' }),
    amountUsd: z.string().nullable().meta({ description: '`count` times; each is rounded by itself.' }),
    price: appliedPriceSchema
      .nullable()
      .meta({ description: 'By which it was rated; null for an amount, or without a known price.' }),
    refusal: z
      .object({ code: z.string(), detail: z.string() })
      .nullable()
      .meta({ description: 'Why it has no amount: `price_unknown`.' }),
  })
  .meta({ id: 'EstimatedItem' });
export type EstimatedItem = z.output<typeof EstimatedItem>;

const FirstRefused = z
  .object({
    index: z.int().meta({ description: 'The place of the item in the request, from 0.' }),
    granted: z.int().meta({ description: 'How many times of it would be granted before.' }),
    code: z.string().meta({ description: '`price_unknown`, `quota_exceeded` or `key_spend_cap_exceeded`.' }),
  })
  .meta({ id: 'FirstRefused' });
export type FirstRefused = z.output<typeof FirstRefused>;

/** What a planned batch would come to, as the API shows it. */
export const BudgetEstimate = z
  .object({
    month: z.string(),
    items: z.array(EstimatedItem),
    totalUsd: z.string().meta({ description: 'Of the items whose price is known.' }),
    fits: z.boolean().meta({
      description:
        'Whether every price is known and all of it stays within the limit, also a soft one, and within the cap of the access key that asks.',
    }),
    firstRefused: FirstRefused.nullable().meta({
      description: 'Reserved in this order, what would be refused first; null when nothing would be.',
    }),
    enforcement: z.enum(['hard', 'soft']),
    limitUsd: z.string().meta({ description: '"0.000000" is unlimited.' }),
    spentUsd: z.string(),
    reservedUsd: z.string(),
    remainingUsd: z.string().nullable().meta({ description: 'Before the batch; null without a limit.' }),
    spendCap: z
      .object({ monthlyLimitUsd: z.string(), usedUsd: z.string(), remainingUsd: z.string() })
      .nullable()
      .meta({ description: 'Of the access key that asks, before the batch; null without one.' }),
  })
  .meta({ id: 'BudgetEstimate' });
export type BudgetEstimate = z.output<typeof BudgetEstimate>;
