import { z } from 'zod';

/** What an access key may spend, as the API shows it. */
export const SpendCapView = z
  .object({
    accessKeyId: z.string(),
    monthlyLimitUsd: z.string(),
    month: z.string().meta({ description: 'The current one, UTC.' }),
    usedUsd: z.string().meta({ description: 'What the key has spent in it, or holds.' }),
    remainingUsd: z.string(),
  })
  .meta({ id: 'SpendCap' });
export type SpendCapView = z.output<typeof SpendCapView>;
