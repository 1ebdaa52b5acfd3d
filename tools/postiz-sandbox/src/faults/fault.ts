import { z } from 'zod';

const who = { organisation: z.string().min(1).optional() };
const bounds = { times: z.int().min(1).optional() };
const delayMs = z.int().min(0).max(3_600_000);

/** A fault of the public API. What each kind does is said in the README. */
const RequestFaultSchema = z.strictObject({
  ...who,
  operation: z.enum(['upload', 'create', 'list', 'status', 'delete', 'any']),
  kind: z.enum(['status', 'delay', 'drop-before', 'drop-after', 'hang', 'late-commit']),
  status: z.int().min(400).max(599).optional(),
  retryAfter: z.int().min(0).optional(),
  /** Sends the status without body and content type: with 401, the sign of an internal failure. */
  emptyBody: z.boolean().optional(),
  delayMs: delayMs.optional(),
  ...bounds,
});
export type RequestFault = z.infer<typeof RequestFaultSchema>;

/** A fault of the pretended social network. */
const PublishFaultSchema = z.strictObject({
  ...who,
  operation: z.literal('publish'),
  kind: z.enum(['error', 'error-then-published', 'error-but-live', 'stuck', 'delay']),
  delayMs: delayMs.optional(),
  ...bounds,
});
export type PublishFault = z.infer<typeof PublishFaultSchema>;

export const FaultSchema = z.discriminatedUnion('operation', [RequestFaultSchema, PublishFaultSchema]);
export type Fault = z.infer<typeof FaultSchema>;

/** What a request does, as faults name it; `other` is met by faults for `any` only. */
export type Operation = Exclude<RequestFault['operation'], 'any'> | 'other';
