import { z } from 'zod';
import { eventContract, type EventOf } from './event-contract.ts';
import {
  costIdSchema,
  instantSchema,
  monthSchema,
  positiveUsdSchema,
  quantitySchema,
  usdSchema,
} from './primitives.ts';
import { quotaEnforcements } from './profile-events.ts';

/** A month's standing after the event. */
const standing = {
  month: monthSchema,
  spentUsd: usdSchema,
  reservedUsd: usdSchema,
  limitUsd: positiveUsdSchema,
};

export const costRecorded = eventContract(
  'billing',
  'CostRecorded',
  z
    .strictObject({
      ...standing,
      costId: costIdSchema,
      provider: z.string(),
      model: z.string(),
      quantity: quantitySchema,
      unit: z.string(),
      amountUsd: usdSchema,
      incurredAt: instantSchema,
      source: z.record(z.string(), z.string()),
    })
    .meta({ description: 'A cost was counted in the month in which it was incurred.' }),
);

const quotaStanding = z.strictObject({ ...standing, enforcement: z.enum(quotaEnforcements) });

export const quotaWarningReached = eventContract(
  'billing',
  'QuotaWarningReached',
  quotaStanding.meta({ description: 'The warning threshold of the month was reached.' }),
);
export const quotaExhausted = eventContract(
  'billing',
  'QuotaExhausted',
  quotaStanding.meta({
    description: "Nothing is left of the month's limit; with hard enforcement, whoever spends must stop.",
  }),
);
export const quotaRestored = eventContract(
  'billing',
  'QuotaRestored',
  quotaStanding.meta({ description: 'There is room again: the limit was raised or lifted.' }),
);

export type CostRecorded = EventOf<typeof costRecorded>;
export type QuotaWarningReached = EventOf<typeof quotaWarningReached>;
export type QuotaExhausted = EventOf<typeof quotaExhausted>;
export type QuotaRestored = EventOf<typeof quotaRestored>;
