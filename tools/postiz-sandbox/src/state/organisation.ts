import { z } from 'zod';
import { VersionSchema } from './version.ts';

const name = z.string().min(1).max(200);

/** A customer: the label by which Postiz groups channels. */
export const CustomerSchema = z.strictObject({ id: name, name });

/** A social account. `removed` is a soft delete: it is no longer listed, yet posts for it are still accepted. */
export const IntegrationSchema = z.strictObject({
  id: name,
  name,
  identifier: z.string().regex(/^[a-z0-9-]+$/),
  profile: z.string().max(200).nullable(),
  disabled: z.boolean(),
  removed: z.boolean(),
  customer: CustomerSchema.nullable(),
});
export type Integration = Readonly<z.infer<typeof IntegrationSchema>>;

export const TagSchema = z.strictObject({ id: z.string(), name, color: z.string(), createdAt: z.string() });
export type Tag = Readonly<z.infer<typeof TagSchema>>;

/** A tenant of Postiz. Its one key is all that names it in the public API; null means that it was revoked. */
export const OrganisationSchema = z.strictObject({
  id: z.string(),
  name,
  key: z.string().min(1).max(500).nullable(),
  integrations: z.array(IntegrationSchema),
  tags: z.array(TagSchema),
  /** The version this tenant sees; null for the one that the whole sandbox plays. */
  version: VersionSchema.nullable().default(null),
  /** Requests an hour to each limited endpoint; null for the limit of the sandbox. */
  apiLimitPerHour: z.int().min(1).nullable().default(null),
});
export type Organisation = Readonly<z.infer<typeof OrganisationSchema>>;

/** The integration with this id, soft-deleted ones too, as Postiz itself looks it up when a post is created. */
export const integrationOf = (organisation: Organisation, id: string): Integration | undefined =>
  organisation.integrations.find((integration) => integration.id === id);
