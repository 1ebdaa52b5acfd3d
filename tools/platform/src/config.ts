import { resolve } from 'node:path';
import { LocalServerError } from '@clipcast/local-servers';
import { z } from 'zod';

/** The highest offset of another port above the edge's; see `ports.ts`. */
const PORT_OFFSET_MAX = 32;

const schema = z.object({
  CLIPCAST_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535 - PORT_OFFSET_MAX)
    .default(4100),
  CLIPCAST_DATA_DIR: z.string().default('.clipcast'),
  CLIPCAST_OPERATOR_KEY: z.string().min(8, 'must have at least 8 characters').optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  NATS_URL: z.url({ protocol: /^(nats|tls|wss?)$/ }).optional(),
  CLIPCAST_PUBLISH_LEAD_SECONDS: z.coerce.number().min(1).max(3_600).default(4),
  POSTIZ_EGRESS_ALLOW: z.string().default(''),
});

/** How this platform is to be run. */
export interface PlatformConfig {
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly operatorKey: string | undefined;
  /** Servers to use instead of our own. */
  readonly databaseUrl: string | undefined;
  readonly natsUrl: string | undefined;
  readonly publishLeadSeconds: number;
  /** Private addresses that Postiz connections may reach, as `host:port`. */
  readonly egressAllow: readonly string[];
  /** What the services inherit beside their own settings: OTEL_*, LOG_LEVEL, proxies, certificates. */
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Reads the settings of `npm start`; an empty variable counts as unset.
 * @throws {LocalServerError} naming each variable that does not make sense.
 */
export function readPlatformConfig(environment: NodeJS.ProcessEnv = process.env): PlatformConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  - ${issue.path.join('.')}: ${issue.message}`);
    throw new LocalServerError(`The settings do not make sense:\n${problems.join('\n')}`);
  }
  const { data } = parsed;
  return {
    port: data.CLIPCAST_PORT,
    dataDir: resolve(data.CLIPCAST_DATA_DIR),
    operatorKey: data.CLIPCAST_OPERATOR_KEY,
    databaseUrl: data.DATABASE_URL,
    natsUrl: data.NATS_URL,
    publishLeadSeconds: data.CLIPCAST_PUBLISH_LEAD_SECONDS,
    egressAllow: data.POSTIZ_EGRESS_ALLOW.split(/[\s,]+/).filter((address) => address !== ''),
    environment,
  };
}

/** What a program that we start gets from us unless we say otherwise. */
export const inheritedEnvironment = (): NodeJS.ProcessEnv => process.env;
