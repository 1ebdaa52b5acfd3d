import { z } from 'zod';
import { eventContract, nextVersion, type EventOf } from './event-contract.ts';
import {
  clipIdSchema,
  costIdSchema,
  instantSchema,
  publicationIdSchema,
  quantitySchema,
  sha256Schema,
  usdSchema,
} from './primitives.ts';

const publicationOf = { publicationId: publicationIdSchema, clipId: clipIdSchema };

/** One social account that a publication goes to, with what is said there. */
export const requestedIntegrationSchema = z.strictObject({
  integrationId: z.string(),
  provider: z.string(),
  name: z.string(),
  caption: z.string(),
  settings: z.record(z.string(), z.json()),
});

/** A profile's own Postiz, or the operator's default one for profiles that have none (design, section 9). */
export const connectionKinds = ['own', 'default'] as const;
const connection = z.enum(connectionKinds);

const requestedOnce = {
  ...publicationOf,
  connectionVersion: z.int().positive(),
  schedule: z.enum(['now']),
  leadSeconds: z.number().positive(),
  requestedAt: instantSchema,
  integrations: z.array(requestedIntegrationSchema).min(1),
};

export const publicationRequested = nextVersion(
  eventContract(
    'publish',
    'PublicationRequested',
    z
      .strictObject(requestedOnce)
      .meta({ description: 'A clip is to be published, once on each of the integrations.' }),
  ),
  z
    .strictObject({
      ...requestedOnce,
      connection,
      /** 0 for the default connection, which has no versions. */
      connectionVersion: z.int().nonnegative(),
      schedule: z.union([z.enum(['now', 'draft']), instantSchema]),
      /** Of the clip's content; null in facts of a time when it was not told. */
      sha256: sha256Schema.nullable(),
      /** Whether somebody wished it although the same was published before. */
      allowDuplicate: z.boolean(),
    })
    .meta({ description: 'A clip is to be published, once on each of the integrations.' }),
  (first) => ({ ...first, connection: 'own' as const, sha256: null, allowDuplicate: false }),
);

export const publicationAccepted = eventContract(
  'publish',
  'PublicationAccepted',
  z
    .strictObject({ ...publicationOf, integrations: z.array(z.string()), postIds: z.array(z.string()) })
    .meta({ description: 'Every integration has an answer, and at least one post was accepted by Postiz.' }),
);

export const publicationFailed = eventContract(
  'publish',
  'PublicationFailed',
  z
    .strictObject({ ...publicationOf, integrations: z.array(z.string()), reason: z.string() })
    .meta({ description: "Nothing of this publication will appear; the reason is the first integration's." }),
);

export const publicationCancelled = eventContract(
  'publish',
  'PublicationCancelled',
  z
    .strictObject({ ...publicationOf, integrations: z.array(z.string()), reason: z.string() })
    .meta({ description: 'Nothing of this publication will appear, because somebody cancelled it in time.' }),
);

const publishedOnce = {
  ...publicationOf,
  integrationId: z.string(),
  provider: z.string(),
  postId: z.string(),
  releaseUrl: z.string().nullable(),
  publishedAt: instantSchema,
};

export const clipPublished = nextVersion(
  eventContract(
    'publish',
    'ClipPublished',
    z.strictObject(publishedOnce).meta({ description: 'The clip is visible on one network.' }),
  ),
  z
    .strictObject({ ...publishedOnce, connection })
    .meta({ description: 'The clip is visible on one network.' }),
  (first) => ({ ...first, connection: 'own' as const }),
);

const incurredOnce = {
  costId: costIdSchema,
  provider: z.string(),
  model: z.string(),
  quantity: quantitySchema,
  unit: z.string(),
  incurredAt: instantSchema,
};

export const costIncurred = nextVersion(
  eventContract(
    'publish',
    'CostIncurred',
    z
      .strictObject({
        ...incurredOnce,
        amountUsd: usdSchema,
        source: z.strictObject({
          publicationId: publicationIdSchema.optional(),
          integrationId: z.string().optional(),
        }),
      })
      .meta({ description: 'Something was used that costs money. Its id makes it count once, for ever.' }),
  ),
  z
    .strictObject({
      ...incurredOnce,
      /** The plan whose price counts; null where prices do not depend on one. */
      plan: z.string().nullable(),
      /** Null when only the usage is known: billing-service rates it by the price book. */
      amountUsd: usdSchema.nullable(),
      /** The cost whose amount it changes by its own; null for what was incurred. */
      corrects: costIdSchema.nullable(),
      /** What it was spent on, by name: publicationId, integrationId, job and so on. */
      source: z.record(z.string(), z.string()),
    })
    .meta({ description: 'Something was used that costs money. Its id makes it count once, for ever.' }),
  ({ source, ...first }) => ({
    ...first,
    plan: null,
    corrects: null,
    source: Object.fromEntries(
      Object.entries(source).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  }),
);

export type PublicationRequested = EventOf<typeof publicationRequested>;
export type PublicationAccepted = EventOf<typeof publicationAccepted>;
export type PublicationFailed = EventOf<typeof publicationFailed>;
export type PublicationCancelled = EventOf<typeof publicationCancelled>;
export type ClipPublished = EventOf<typeof clipPublished>;
export type CostIncurred = EventOf<typeof costIncurred>;
