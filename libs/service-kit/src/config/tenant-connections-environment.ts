import { z } from 'zod';
import { secretText } from './secret-text.ts';

/** The variables of services that hold tenants' keys and call their Postiz, to spread into a service's own schema. */
export const tenantConnectionsEnvironment = {
  /** The key ring that seals and opens tenants' secrets, as JSON. Mostly given as CLIPCAST_KEYRING_FILE. */
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
} as const;
