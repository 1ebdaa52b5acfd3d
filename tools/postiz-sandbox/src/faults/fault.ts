import { z } from 'zod';

const who = { organisation: z.string().min(1).optional() };
const bounds = { times: z.int().min(1).optional() };
const delayMs = z.int().min(0).max(3_600_000);

/** What can go wrong with a request; what each kind does is said in the README. */
const KINDS = [
  // How it ends.
  ...(['status', 'delay', 'drop-before', 'drop-after', 'hang', 'late-commit'] as const),
  // What it does, though the answer looks as always.
  ...(['no-effect', 'twice'] as const),
  // What the answer looks like.
  ...(['html', 'empty', 'truncated', 'cut-body', 'huge', 'trickle', 'gzip-bomb'] as const),
  ...(['wrong-id', 'foreign-id'] as const),
  // What the list shows.
  ...(['lag', 'stale', 'omit', 'repeat'] as const),
] as const;
type Kind = (typeof KINDS)[number];

const OPERATIONS = ['upload', 'create', 'list', 'status', 'delete', 'any'] as const;

/** Kinds that only some operations can have. */
const ONLY_FOR: Partial<Record<Kind, readonly (typeof OPERATIONS)[number][]>> = {
  lag: ['list'],
  stale: ['list'],
  omit: ['list'],
  repeat: ['list'],
  twice: ['create', 'status', 'delete'],
};

/** A fault of the public API. */
const RequestFaultSchema = z
  .strictObject({
    ...who,
    operation: z.enum(OPERATIONS),
    kind: z.enum(KINDS),
    status: z.int().min(400).max(599).optional(),
    /** Seconds, or a date as HTTP writes it. */
    retryAfter: z.int().min(0).or(z.string().min(1)).optional(),
    /** Sends the status without body and content type: with 401, the sign of an internal failure. */
    emptyBody: z.boolean().optional(),
    /** Whether the work is done although the answer is spoilt, or not done. */
    effect: z.boolean().optional(),
    delayMs: delayMs.optional(),
    /** How long a huge answer is. */
    bytes: z.int().min(1).max(10_000_000_000).optional(),
    ...bounds,
  })
  .refine(({ kind, operation }) => ONLY_FOR[kind]?.includes(operation) ?? true, {
    path: ['kind'],
    error: 'This operation cannot fail in this way',
  });
export type RequestFault = z.infer<typeof RequestFaultSchema>;

/** A fault of the pretended social network, or of Postiz on the way to it. */
const PublishFaultSchema = z.strictObject({
  ...who,
  operation: z.literal('publish'),
  kind: z.enum([
    'error',
    'error-then-published',
    'error-but-live',
    'stuck',
    'delay',
    'retries',
    'channel-disabled',
  ]),
  delayMs: delayMs.optional(),
  /** How often `retries` delivers, and on how many of the last of these deliveries the network shows the post. */
  deliveries: z.int().min(2).max(20).optional(),
  shown: z.int().min(1).max(20).optional(),
  ...bounds,
});
export type PublishFault = z.infer<typeof PublishFaultSchema>;

export const FaultSchema = z.discriminatedUnion('operation', [RequestFaultSchema, PublishFaultSchema]);
export type Fault = z.infer<typeof FaultSchema>;

/** What a request does, as faults name it; `other` is met by faults for `any` only. */
export type Operation = Exclude<RequestFault['operation'], 'any'> | 'other';
