import { readConfig, serviceEnvironment, tenantConnectionsEnvironment } from '@clipcast/service-kit';
import { z } from 'zod';

const environment = z.object({
  ...serviceEnvironment,
  ...tenantConnectionsEnvironment,
});

export type ProfileConfig = Readonly<z.output<typeof environment>>;

/** The configuration from the process's environment, or from `env` in tests. */
export const readProfileConfig = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): ProfileConfig => readConfig(environment, env);
