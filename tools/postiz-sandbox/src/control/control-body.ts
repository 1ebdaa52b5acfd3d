import { z } from 'zod';
import { CustomerSchema } from '../state/organisation.ts';
import { VersionSchema } from '../state/version.ts';

const name = z.string().trim().min(1).max(200);
const key = z.string().min(1).max(500);
const apiLimitPerHour = z.int().min(1).nullable();
const version = VersionSchema.nullable();

/** The body of `POST /sandbox/organisations`; only what the design promises is required. */
export const OrganisationBody = z.strictObject({
  name,
  key,
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
  version: version.optional(),
  apiLimitPerHour: apiLimitPerHour.optional(),
});
export type OrganisationBody = z.infer<typeof OrganisationBody>;

/** What may change of an organisation by itself. A key of null is one that was revoked. */
export const OrganisationChange = z.strictObject({
  key: key.nullable().exactOptional(),
  version: version.exactOptional(),
  apiLimitPerHour: apiLimitPerHour.exactOptional(),
});

/** What may change of a channel by itself. `removed` is what a customer calls disconnected. */
export const IntegrationChange = z.strictObject({
  name: name.exactOptional(),
  disabled: z.boolean().exactOptional(),
  removed: z.boolean().exactOptional(),
});

/** A version of null gives an organisation the version of the sandbox again. */
export const ModeBody = z.strictObject({ version, organisation: name.optional() });

const TEN_YEARS_MS = 10 * 365 * 86_400_000;
export const ClockBody = z.strictObject({ offsetMs: z.int().min(-TEN_YEARS_MS).max(TEN_YEARS_MS) });
