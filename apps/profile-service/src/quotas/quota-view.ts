import { positiveUsdSchema, quotaEnforcements } from '@clipcast/contracts';
import { formatUsd, parseUsd } from '@clipcast/kernel';
import { z } from 'zod';

/** A profile's monthly limit, as it is set and shown. */
export const QuotaSettings = z
  .strictObject({
    monthlyLimitUsd: positiveUsdSchema
      .transform((text) => formatUsd(parseUsd(text)))
      .meta({ description: 'For a calendar month, UTC; "0" is unlimited.' }),
    warnAtPercent: z
      .int()
      .min(1)
      .max(100)
      .default(90)
      .meta({ description: "From this share of the limit on the month's status is `warning`." }),
    alsoTellAtPercent: z
      .array(z.int().min(1).max(100))
      .max(10)
      .default([])
      .transform((percents) => [...new Set(percents)].toSorted((one, other) => one - other))
      .meta({ description: 'Further shares of the limit that are told once a month when they are reached.' }),
    enforcement: z
      .enum(quotaEnforcements)
      .default('hard')
      .meta({ description: '`hard` refuses at the limit, `soft` only warns.' }),
  })
  .meta({ id: 'Quota' });
export type QuotaSettings = z.output<typeof QuotaSettings>;
