import { z } from 'zod';
import { FlightSchema } from './flight.ts';
import { OrganisationSchema } from './organisation.ts';
import { PostSchema, PostStateSchema } from './post.ts';
import { VersionSchema } from './version.ts';

/** A stored upload. `fileName` is the name on disk and the last part of its path; `name` is what Postiz answers. */
export const MediaSchema = z.strictObject({
  id: z.string(),
  organisation: z.string(),
  name: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  uploadedAt: z.string(),
});
export type Media = Readonly<z.infer<typeof MediaSchema>>;

export const NotificationSchema = z.strictObject({
  id: z.string(),
  organisation: z.string(),
  content: z.string(),
  createdAt: z.string(),
});
export type Notification = Readonly<z.infer<typeof NotificationSchema>>;

/** The counter of one organisation and route handler. */
export const RateCounterSchema = z.strictObject({
  windowEndsAtMs: z.number(),
  hits: z.int(),
  blockedUntilMs: z.number().nullable(),
});
export type RateCounter = Readonly<z.infer<typeof RateCounterSchema>>;

/** When the job of a post is due; null takes the job away. */
const jobDueAtMs = z.number().nullable();

/**
 * Everything that can happen to the sandbox, as its journal holds it. `job` undefined leaves the job as it is. What a
 * change means is said once, in `apply-change.ts`, for the running server and for the replay alike.
 */
export const ChangeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('organisation-saved'), organisation: OrganisationSchema }),
  z.strictObject({ type: z.literal('version-set'), version: VersionSchema }),
  z.strictObject({ type: z.literal('media-stored'), media: MediaSchema }),
  z.strictObject({ type: z.literal('post-written'), post: PostSchema, jobDueAtMs: jobDueAtMs.optional() }),
  z.strictObject({ type: z.literal('post-state-set'), id: z.string(), state: PostStateSchema, jobDueAtMs }),
  z.strictObject({ type: z.literal('post-deleted'), id: z.string(), at: z.string() }),
  z.strictObject({ type: z.literal('publishing-started'), flight: FlightSchema }),
  z.strictObject({ type: z.literal('publishing-abandoned'), id: z.string(), state: PostStateSchema }),
  z.strictObject({
    type: z.literal('flight-landed'),
    flightId: z.string(),
    /** Null leaves the state as it is: the network refused this delivery, and Postiz tries again without a word. */
    state: z.enum(['PUBLISHED', 'ERROR']).nullable(),
    /** Present when the network now shows the post, whatever Postiz believes. */
    release: z.strictObject({ id: z.string(), url: z.string(), at: z.string() }).nullable(),
    retry: FlightSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('notified'), notification: NotificationSchema }),
  z.strictObject({ type: z.literal('rate-counted'), key: z.string(), counter: RateCounterSchema }),
]);
export type Change = z.infer<typeof ChangeSchema>;
