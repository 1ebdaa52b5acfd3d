import { z } from 'zod';

/** What the pretended network will do with a delivery; decided when it starts, so that a restart cannot change it. */
export const OutcomeSchema = z.enum(['published', 'error', 'error-then-published', 'error-but-live']);

/** One delivery on its way to the network. It lands exactly once, whatever happens to the post in the meantime. */
export const FlightSchema = z.strictObject({
  id: z.string(),
  postId: z.string(),
  landsAtMs: z.number(),
  outcome: OutcomeSchema,
  /** How long after an `ERROR` the second try lands; used by `error-then-published` only. */
  retryMs: z.number(),
});
export type Flight = Readonly<z.infer<typeof FlightSchema>>;
