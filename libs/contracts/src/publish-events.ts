import { z } from 'zod';
import { eventContract, type EventOf } from './event-contract.ts';
import {
  clipIdSchema,
  costIdSchema,
  instantSchema,
  publicationIdSchema,
  quantitySchema,
  usdSchema,
} from './primitives.ts';

export const clipRegistered = eventContract(
  'publish',
  'ClipRegistered',
  1,
  z.strictObject({
    clipId: clipIdSchema,
    projectId: z.string().nullable(),
    title: z.string(),
    fileName: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: z.int().positive(),
    durationMs: z
      .int()
      .nonnegative()
      .max(2 ** 31 - 1)
      .nullable(),
    status: z.enum(['ready']),
  }),
);

const publicationOf = { publicationId: publicationIdSchema, clipId: clipIdSchema };

/** One social account that a publication goes to, with what is said there. */
export const requestedIntegrationSchema = z.strictObject({
  integrationId: z.string(),
  provider: z.string(),
  name: z.string(),
  caption: z.string(),
  settings: z.record(z.string(), z.json()),
});

export const publicationRequested = eventContract(
  'publish',
  'PublicationRequested',
  1,
  z.strictObject({
    ...publicationOf,
    connectionVersion: z.int().positive(),
    schedule: z.enum(['now']),
    leadSeconds: z.number().positive(),
    requestedAt: instantSchema,
    integrations: z.array(requestedIntegrationSchema).min(1),
  }),
);

/** Every integration has an answer, and at least one post was accepted by Postiz. */
export const publicationAccepted = eventContract(
  'publish',
  'PublicationAccepted',
  1,
  z.strictObject({ ...publicationOf, integrations: z.array(z.string()), postIds: z.array(z.string()) }),
);

/** Nothing of this publication will appear; `reason` is the first integration's. */
export const publicationFailed = eventContract(
  'publish',
  'PublicationFailed',
  1,
  z.strictObject({ ...publicationOf, integrations: z.array(z.string()), reason: z.string() }),
);

export const clipPublished = eventContract(
  'publish',
  'ClipPublished',
  1,
  z.strictObject({
    ...publicationOf,
    integrationId: z.string(),
    provider: z.string(),
    postId: z.string(),
    releaseUrl: z.string().nullable(),
    publishedAt: instantSchema,
  }),
);

/** Any service may report a cost; its id makes it count once, for ever. */
export const costIncurred = eventContract(
  'publish',
  'CostIncurred',
  1,
  z.strictObject({
    costId: costIdSchema,
    provider: z.string(),
    model: z.string(),
    quantity: quantitySchema,
    unit: z.string(),
    amountUsd: usdSchema,
    incurredAt: instantSchema,
    source: z.strictObject({
      publicationId: publicationIdSchema.optional(),
      integrationId: z.string().optional(),
    }),
  }),
);

export type ClipRegistered = EventOf<typeof clipRegistered>;
export type PublicationRequested = EventOf<typeof publicationRequested>;
export type PublicationAccepted = EventOf<typeof publicationAccepted>;
export type PublicationFailed = EventOf<typeof publicationFailed>;
export type ClipPublished = EventOf<typeof clipPublished>;
export type CostIncurred = EventOf<typeof costIncurred>;
