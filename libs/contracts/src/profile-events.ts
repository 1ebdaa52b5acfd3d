import { z } from 'zod';
import { eventContract, type EventOf } from './event-contract.ts';
import { positiveUsdSchema } from './primitives.ts';

const profileNames = z.strictObject({ name: z.string(), slug: z.string() });

export const profileRegistered = eventContract('profile', 'ProfileRegistered', 1, profileNames);
export const profileRenamed = eventContract('profile', 'ProfileRenamed', 1, profileNames);

/** What an API key is sealed for; whoever opens it has to say the same. */
export const postizApiKeyPurpose = 'postiz-api-key';

/** The sealed key travels; only a service that holds the key ring can open it, and only for this profile and version. */
export const credentialsUpdated = eventContract(
  'profile',
  'CredentialsUpdated',
  1,
  z.strictObject({
    connectionVersion: z.int().positive(),
    apiUrl: z.url(),
    sealedApiKey: z.string(),
    keyLast4: z.string(),
    enabled: z.boolean(),
  }),
);

export const credentialsRemoved = eventContract(
  'profile',
  'CredentialsRemoved',
  1,
  z.strictObject({ connectionVersion: z.int().positive() }),
);

export const narrationProviders = ['elevenlabs', 'edge', 'coqui', 'kokoro'] as const;

export const narrationSettingsUpdated = eventContract(
  'profile',
  'NarrationSettingsUpdated',
  1,
  z.strictObject({
    provider: z.enum(narrationProviders),
    voiceId: z.string(),
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
);

export const quotaEnforcements = ['hard', 'soft'] as const;

/** A limit of "0" means unlimited. */
export const quotaChanged = eventContract(
  'profile',
  'QuotaChanged',
  1,
  z.strictObject({
    monthlyLimitUsd: positiveUsdSchema,
    warnAtPercent: z.int().min(1).max(100),
    enforcement: z.enum(quotaEnforcements),
  }),
);

export type ProfileRegistered = EventOf<typeof profileRegistered>;
export type ProfileRenamed = EventOf<typeof profileRenamed>;
export type CredentialsUpdated = EventOf<typeof credentialsUpdated>;
export type CredentialsRemoved = EventOf<typeof credentialsRemoved>;
export type NarrationSettingsUpdated = EventOf<typeof narrationSettingsUpdated>;
export type QuotaChanged = EventOf<typeof quotaChanged>;
