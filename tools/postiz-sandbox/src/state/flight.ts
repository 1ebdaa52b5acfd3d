import { z } from 'zod';

/** What the pretended network will do with a delivery; decided when it starts, so that a restart cannot change it. */
export const OutcomeSchema = z.enum(['published', 'error', 'error-then-published', 'error-but-live']);

/** One delivery on its way to the network. It lands exactly once, whatever happens to the post in the meantime. */
export const FlightSchema = z.strictObject({
  id: z.string(),
  postId: z.string(),
  landsAtMs: z.number(),
  outcome: OutcomeSchema,
  /** How long after this delivery the next one lands, if there is one. */
  retryMs: z.number(),
  /** Deliveries that Postiz makes before the network says yes, this one included. */
  deliveries: z.int().min(1).default(1),
  /** On how many of the last of them the network shows the post, whatever it answers. */
  shown: z.int().min(1).default(1),
});
export type Flight = Readonly<z.infer<typeof FlightSchema>>;
