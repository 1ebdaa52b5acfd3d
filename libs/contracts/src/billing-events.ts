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
  1,
  z.strictObject({
    ...standing,
    costId: costIdSchema,
    provider: z.string(),
    model: z.string(),
    quantity: quantitySchema,
    unit: z.string(),
    amountUsd: usdSchema,
    incurredAt: instantSchema,
    source: z.record(z.string(), z.string()),
  }),
);

const quotaStanding = z.strictObject({ ...standing, enforcement: z.enum(quotaEnforcements) });

/** The warning threshold of the month was reached. */
export const quotaWarningReached = eventContract('billing', 'QuotaWarningReached', 1, quotaStanding);
/** Nothing is left of the month's limit; with hard enforcement, whoever spends must stop. */
export const quotaExhausted = eventContract('billing', 'QuotaExhausted', 1, quotaStanding);
/** There is room again: the limit was raised or lifted. */
export const quotaRestored = eventContract('billing', 'QuotaRestored', 1, quotaStanding);

export type CostRecorded = EventOf<typeof costRecorded>;
export type QuotaWarningReached = EventOf<typeof quotaWarningReached>;
export type QuotaExhausted = EventOf<typeof quotaExhausted>;
export type QuotaRestored = EventOf<typeof quotaRestored>;
