import { z } from 'zod';
import { eventContract, nextVersion, type EventOf } from './event-contract.ts';
import { positiveUsdSchema } from './primitives.ts';

const profileNames = z.strictObject({ name: z.string(), slug: z.string() });

export const profileRegistered = eventContract(
  'profile',
  'ProfileRegistered',
  profileNames.meta({ description: 'A brand has a profile from now on.' }),
);
export const profileRenamed = eventContract(
  'profile',
  'ProfileRenamed',
  profileNames.meta({ description: 'The profile has another name; its slug stays.' }),
);

/** What an API key is sealed for; whoever opens it has to say the same. */
export const postizApiKeyPurpose = 'postiz-api-key';

export const credentialsUpdated = eventContract(
  'profile',
  'CredentialsUpdated',
  z
    .strictObject({
      connectionVersion: z.int().positive(),
      apiUrl: z.url(),
      sealedApiKey: z.string(),
      keyLast4: z.string(),
      enabled: z.boolean(),
    })
    .meta({
      description:
        'The profile has another link to its own Postiz; only a service with the key ring can open its key.',
    }),
);

export const credentialsRemoved = eventContract(
  'profile',
  'CredentialsRemoved',
  z
    .strictObject({ connectionVersion: z.int().positive() })
    .meta({ description: 'The profile has no Postiz any more.' }),
);

export const narrationProviders = ['elevenlabs', 'edge', 'coqui', 'kokoro'] as const;

export const narrationSettingsUpdated = eventContract(
  'profile',
  'NarrationSettingsUpdated',
  z
    .strictObject({
      provider: z.enum(narrationProviders),
      voiceId: z.string(),
      options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    })
    .meta({ description: "Another voice narrates the profile's clips." }),
);

export const quotaEnforcements = ['hard', 'soft'] as const;

const quotaOnce = {
  monthlyLimitUsd: positiveUsdSchema,
  warnAtPercent: z.int().min(1).max(100),
  enforcement: z.enum(quotaEnforcements),
};

export const quotaChanged = nextVersion(
  eventContract(
    'profile',
    'QuotaChanged',
    z
      .strictObject(quotaOnce)
      .meta({ description: 'The profile has another monthly limit; a limit of "0" means unlimited.' }),
  ),
  z
    .strictObject({
      ...quotaOnce,
      /** Further shares of the limit that are told when they are reached, beside `warnAtPercent`; ascending. */
      alsoTellAtPercent: z.array(z.int().min(1).max(100)).max(10),
    })
    .meta({ description: 'The profile has another monthly limit; a limit of "0" means unlimited.' }),
  (first) => ({ ...first, alsoTellAtPercent: [] }),
);

export const publishingSettingsUpdated = eventContract(
  'profile',
  'PublishingSettingsUpdated',
  z
    .strictObject({
      leadSeconds: z.number().min(1).max(3_600).nullable().meta({
        description:
          "How long before its instant a post is handed to the profile's Postiz; null is the platform's default.",
      }),
      allowDefaultConnection: z.boolean().meta({
        description:
          "Whether the platform's default connection may publish for the profile while it has none of its own.",
      }),
    })
    .meta({
      description:
        'The profile is published in another way. Before the first such event the lead is the default, and the default connection is allowed.',
    }),
);

export type ProfileRegistered = EventOf<typeof profileRegistered>;
export type ProfileRenamed = EventOf<typeof profileRenamed>;
export type CredentialsUpdated = EventOf<typeof credentialsUpdated>;
export type CredentialsRemoved = EventOf<typeof credentialsRemoved>;
export type NarrationSettingsUpdated = EventOf<typeof narrationSettingsUpdated>;
export type QuotaChanged = EventOf<typeof quotaChanged>;
export type PublishingSettingsUpdated = EventOf<typeof publishingSettingsUpdated>;
