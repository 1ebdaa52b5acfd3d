import { readConfig, serviceEnvironment, type ServiceConfig } from '@clipcast/service-kit';
import { z } from 'zod';

/** The configuration from the process's environment, or from `env` in tests. */
export const readBillingConfig = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): ServiceConfig => readConfig(z.object(serviceEnvironment), env);
