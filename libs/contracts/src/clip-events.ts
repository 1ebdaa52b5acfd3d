import { z } from 'zod';
import { eventContract, nextVersion, type EventOf } from './event-contract.ts';
import { clipIdSchema, sha256Schema } from './primitives.ts';

const sha256 = sha256Schema;
const durationMs = z
  .int()
  .nonnegative()
  .max(2 ** 31 - 1)
  .nullable();

/** A video as it is stored. */
export const clipMediaSchema = z.strictObject({
  fileName: z.string(),
  sha256,
  bytes: z.int().positive(),
  durationMs,
  hasThumbnail: z.boolean(),
});

const described = { clipId: clipIdSchema, projectId: z.string().nullable(), title: z.string() };

export const clipRegistered = nextVersion(
  eventContract(
    'publish',
    'ClipRegistered',
    z
      .strictObject({
        ...described,
        fileName: z.string(),
        sha256,
        bytes: z.int().positive(),
        durationMs,
        status: z.enum(['ready']),
      })
      .meta({ description: 'A clip was uploaded and can be published.' }),
  ),
  z
    .strictObject({
      ...described,
      status: z.enum(['rendering', 'ready']),
      media: clipMediaSchema.nullable(),
    })
    .meta({
      description:
        'There is a clip. With its media it is ready to be published; without, it is still being rendered elsewhere.',
    }),
  ({ fileName, sha256, bytes, durationMs, ...rest }) => ({
    ...rest,
    media: { fileName, sha256, bytes, durationMs, hasThumbnail: false },
  }),
);

export const clipRendered = eventContract(
  'publish',
  'ClipRendered',
  z
    .strictObject({ ...described, media: clipMediaSchema })
    .meta({ description: 'The media of a clip that was being rendered has arrived: it is ready.' }),
);

export const clipDescribed = eventContract(
  'publish',
  'ClipDescribed',
  z
    .strictObject(described)
    .meta({ description: 'The clip has another title, or belongs to another editing project.' }),
);

export const clipRemoved = eventContract(
  'publish',
  'ClipRemoved',
  z.strictObject({ ...described, media: clipMediaSchema.nullable() }).meta({
    description: 'The clip is gone, with the media it had. What was published of it stays where it is.',
  }),
);

export type ClipMedia = z.output<typeof clipMediaSchema>;
export type ClipRegistered = EventOf<typeof clipRegistered>;
export type ClipRendered = EventOf<typeof clipRendered>;
export type ClipDescribed = EventOf<typeof clipDescribed>;
export type ClipRemoved = EventOf<typeof clipRemoved>;
