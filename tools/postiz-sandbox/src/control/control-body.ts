import { z } from 'zod';
import { FaultSchema } from '../faults/fault.ts';
import { CustomerSchema } from '../state/organisation.ts';
import { VersionSchema } from '../state/version.ts';

const name = z.string().trim().min(1).max(200);

/** The body of `POST /sandbox/organisations`; only what the design promises is required. */
export const OrganisationBody = z.strictObject({
  name,
  key: z.string().min(1).max(500),
  integrations: z
    .array(
      z.strictObject({
        id: name,
        name,
        identifier: z.string().regex(/^[a-z0-9-]+$/),
        profile: z.string().max(200).nullable().default(null),
        disabled: z.boolean().default(false),
        customer: CustomerSchema.nullable().default(null),
      }),
    )
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, { error: 'ids must differ' }),
  tags: z.array(name).default([]),
});
export type OrganisationBody = z.infer<typeof OrganisationBody>;

export const FaultBody = FaultSchema;
export const ModeBody = z.strictObject({ version: VersionSchema });
export const PostsQuery = z.strictObject({ organisation: z.string().optional() });
