import { z } from 'zod';

const REASON_MAX = 500;

/** What whoever turns the switch may say. */
export const SwitchReason = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1)
      .max(REASON_MAX)
      .optional()
      .meta({
        description: 'Why, for whoever wonders later.',
        examples: ['The wrong clip went out.'],
      }),
  })
  .meta({ id: 'SwitchReason' });

/** How the switch stands. */
export const SwitchView = z
  .union([
    z.object({ paused: z.literal(false) }),
    z.object({
      paused: z.literal(true),
      by: z
        .enum(['profile', 'fleet'])
        .meta({ description: 'Whose switch it is; the fleet stops every profile.' }),
      since: z.iso.datetime(),
      reason: z.string().nullable(),
    }),
  ])
  .meta({ id: 'PublishingSwitch' });
