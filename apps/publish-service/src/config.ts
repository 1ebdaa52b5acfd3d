import { positiveUsdSchema } from '@clipcast/contracts';
import {
  readConfig,
  secretText,
  serviceEnvironment,
  tenantConnectionsEnvironment,
} from '@clipcast/service-kit';
import { z } from 'zod';

const environment = z
  .object({
    ...serviceEnvironment,
    ...tenantConnectionsEnvironment,
    /** Where clips are stored. All replicas must see the same directory. */
    CLIPCAST_MEDIA_DIR: z.string().min(1),
    /** How long before its instant a post is handed to Postiz: the time in which a lost answer can be found out. */
    CLIPCAST_PUBLISH_LEAD_SECONDS: z.coerce.number().min(1).max(3_600).default(120),
    /** What one accepted post costs, in USD. */
    CLIPCAST_POST_PRICE_USD: positiveUsdSchema.default('0.010000'),
    /** How many posts one replica works on at the same time; most of them wait for an answer of their Postiz. */
    CLIPCAST_PUBLISH_CONCURRENCY: z.coerce.number().int().min(1).max(1_024).default(256),
    /** The default connection, for profiles that have no Postiz of their own; off unless both are set. */
    POSTIZ_API_URL: z.url({ protocol: /^https?$/ }).optional(),
    POSTIZ_API_KEY: secretText(8).optional(),
  })
  .refine(({ POSTIZ_API_URL, POSTIZ_API_KEY }) => !POSTIZ_API_URL === !POSTIZ_API_KEY, {
    error:
      'POSTIZ_API_URL and POSTIZ_API_KEY are both needed for the default connection; set both or neither',
  });

export type PublishConfig = Readonly<z.output<typeof environment>>;

/** The configuration from the process's environment, or from `env` in tests. */
export const readPublishConfig = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): PublishConfig => readConfig(environment, env);
