import { z } from 'zod';
import { secretText, secretUrl } from './secret-text.ts';

/** The variables every service reads, to spread into its own schema: `z.object({ ...serviceEnvironment, … })`. */
export const serviceEnvironment = {
  /** Where to listen; 0 lets the system choose. */
  PORT: z.coerce.number().int().min(0).max(65_535),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: secretUrl('postgres:', 'postgresql:'),
  NATS_URL: secretUrl('nats:', 'tls:', 'ws:', 'wss:'),
  /** The bootstrap key: whoever holds it is the operator. */
  CLIPCAST_OPERATOR_KEY: secretText(8),
  /** The path under which the edge shows this service, for links and the API document: `/api/profile`. */
  CLIPCAST_PUBLIC_PATH: z
    .string()
    .regex(/^(\/[\w.-]+)*$/, 'must be empty or start with "/" and not end with one')
    .default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** How long a stopping service goes on serving while load balancers learn that it is not ready. */
  SHUTDOWN_DELAY_MS: z.coerce.number().int().min(0).max(60_000).default(0),
} as const;

/** What the kit itself needs of a service's configuration. */
export type ServiceConfig = Readonly<z.output<z.ZodObject<typeof serviceEnvironment>>>;
