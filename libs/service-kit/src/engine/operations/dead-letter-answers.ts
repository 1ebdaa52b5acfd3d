import { z } from 'zod';

export const letterStatuses = ['parked', 'replayed', 'discarded'] as const;

const letter = {
  id: z.string(),
  subscription: z.string(),
  source: z.string(),
  number: z.string().meta({ description: "The event's number among the public facts of its source." }),
  eventType: z.string(),
  profileId: z.string(),
  streamId: z.string(),
  error: z.string().meta({ description: 'Why it could not be handled the last time.' }),
  attempts: z
    .int()
    .meta({ description: '0 for one that only had to wait for an earlier one of its stream.' }),
  status: z.enum(letterStatuses),
  recordedAt: z.string(),
  settledAt: z.string().nullable(),
  settledBy: z.string().nullable(),
  reason: z.string().nullable(),
};

export const DeadLetter = z.object(letter).meta({ id: 'DeadLetter' });

export const DeadLetterWithEvent = z
  .object({ ...letter, event: z.record(z.string(), z.unknown()) })
  .meta({ id: 'DeadLetterWithEvent' });

export const ReplayReport = z
  .object({
    replayed: z.int(),
    failed: z.array(z.object({ id: z.string(), error: z.string() })),
  })
  .meta({ id: 'ReplayReport' });

export const DiscardReport = z.object({ discarded: z.int() }).meta({ id: 'DiscardReport' });
