import { narrationProviders } from '@clipcast/contracts';
import { z } from 'zod';

/** Which voice narrates, and how; `options` go to the provider as they are. */
export const NarrationSettings = z
  .strictObject({
    provider: z.enum(narrationProviders),
    voiceId: z.string().trim().min(1).max(200),
    options: z
      .record(z.string().max(100), z.union([z.string().max(1_000), z.number(), z.boolean()]))
      .refine((options) => Object.keys(options).length <= 50, 'may hold at most 50 options')
      .default({}),
  })
  .meta({ id: 'NarrationSettings' });
export type NarrationSettings = z.output<typeof NarrationSettings>;
