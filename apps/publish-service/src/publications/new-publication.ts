import { clipIdSchema } from '@clipcast/contracts';
import { z } from 'zod';
import { scheduleSchema } from './schedule.ts';

const CAPTION_MAX = 20_000;
const INTEGRATIONS_MAX = 50;
const WHERE = `must be "all", or 1 to ${INTEGRATIONS_MAX} ids of accounts from GET /profiles/{id}/integrations`;
const caption = z.string().max(CAPTION_MAX);

/** Of every request that could publish something a second time. */
export const allowDuplicateField = z.boolean().default(false).meta({
  description: 'Publish it although the same video is on one of these accounts already, or at another brand.',
});

/** A publication as it is asked for. */
export const NewPublication = z
  .strictObject({
    clipId: clipIdSchema,
    caption: caption.default(''),
    integrationIds: z
      .union(
        [
          z.literal('all'),
          z
            .array(z.string().min(1).max(200))
            .min(1, WHERE)
            .max(INTEGRATIONS_MAX, WHERE)
            .refine((ids) => new Set(ids).size === ids.length, 'names the same account twice'),
        ],
        {
          error: WHERE,
        },
      )
      .meta({
        description:
          'Accounts from GET /profiles/{id}/integrations, or "all" behind a connection of its own; behind the default one they are named.',
      }),
    schedule: scheduleSchema.default('now'),
    captions: z
      .record(z.string(), caption)
      .default({})
      .meta({ description: 'Captions that differ, by integration id.' }),
    settings: z
      .record(z.string(), z.record(z.string(), z.json()))
      .default({})
      .meta({ description: 'What a provider needs beside the caption, by integration id or by provider.' }),
    allowDuplicate: allowDuplicateField,
  })
  .meta({ id: 'NewPublication' });
