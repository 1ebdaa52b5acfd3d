import { readConfig, secretText, serviceEnvironment } from '@clipcast/service-kit';
import { z } from 'zod';

const environment = z.object({
  ...serviceEnvironment,
  /** The key ring that seals tenants' secrets, as JSON. Mostly given as CLIPCAST_KEYRING_FILE. */
  CLIPCAST_KEYRING: secretText(),
  /** Private `host:port` pairs that connections may reach, separated by commas. */
  POSTIZ_EGRESS_ALLOW: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    ),
});

export type ProfileConfig = Readonly<z.output<typeof environment>>;

/** The configuration from the process's environment, or from `env` in tests. */
export const readProfileConfig = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): ProfileConfig => readConfig(environment, env);
