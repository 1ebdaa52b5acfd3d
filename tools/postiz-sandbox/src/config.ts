import { resolve } from 'node:path';
import { z } from 'zod';

const text = z.string().min(1);

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4110),
  HOST: text.default('127.0.0.1'),
  SANDBOX_DATA_DIR: text.default('.clipcast/sandbox'),
  SANDBOX_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SANDBOX_NETWORK_DELAY_MS: z.coerce.number().int().min(0).max(3_600_000).default(1_500),
  SANDBOX_SWEEP_INTERVAL_MS: z.coerce.number().int().min(10).default(3_600_000),
  SANDBOX_ANSWER_DELAY_MS: z.coerce.number().int().min(0).max(3_600_000).default(0),
  SANDBOX_API_LIMIT: z.coerce.number().int().min(1).optional(),
});

/** How the sandbox is started from a shell; each variable is explained in the README. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly publicUrl: string | undefined;
  readonly networkDelayMs: number;
  readonly sweepIntervalMs: number;
  readonly answerDelayMs: number;
  readonly apiLimitPerHour: number | undefined;
}

/**
 * Reads the environment. An empty variable counts as one that is not set.
 * @throws {z.ZodError} naming each variable that makes no sense.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = Environment.parse(given);
  return {
    port: read.PORT,
    host: read.HOST,
    dataDir: resolve(read.SANDBOX_DATA_DIR),
    publicUrl: read.SANDBOX_PUBLIC_URL,
    networkDelayMs: read.SANDBOX_NETWORK_DELAY_MS,
    sweepIntervalMs: read.SANDBOX_SWEEP_INTERVAL_MS,
    answerDelayMs: read.SANDBOX_ANSWER_DELAY_MS,
    apiLimitPerHour: read.SANDBOX_API_LIMIT,
  };
}
