import { positiveUsdSchema } from '@clipcast/contracts';
import {
  readConfig,
  secretText,
  serviceEnvironment,
  tenantConnectionsEnvironment,
} from '@clipcast/service-kit';
import { z } from 'zod';
import { isTraceUrl } from './publications/trace-links.ts';

const hostPorts = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
  );

const S3_TOGETHER = [
  'CLIPCAST_MEDIA_S3_ENDPOINT',
  'CLIPCAST_MEDIA_S3_BUCKET',
  'CLIPCAST_MEDIA_S3_ACCESS_KEY_ID',
  'CLIPCAST_MEDIA_S3_SECRET_ACCESS_KEY',
] as const;

const fields = z.object({
  ...serviceEnvironment,
  ...tenantConnectionsEnvironment,
  /** Where clips arrive and are stored. Without a bucket, all replicas must see the same directory. */
  CLIPCAST_MEDIA_DIR: z.string().min(1),
  /** With it, clips are stored in a bucket of an S3-compatible store, and the directory holds only copies. */
  CLIPCAST_MEDIA_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  CLIPCAST_MEDIA_S3_REGION: z.string().min(1).default('us-east-1'),
  CLIPCAST_MEDIA_S3_BUCKET: z.string().min(1).optional(),
  CLIPCAST_MEDIA_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  CLIPCAST_MEDIA_S3_SECRET_ACCESS_KEY: secretText().optional(),
  /** How much of the disk copies of what lies in the bucket may take. */
  CLIPCAST_MEDIA_COPIES_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(10 * 1024 ** 3),
  /** Days after the last news of its publications that a clip's video is kept; 0 keeps it for ever. */
  CLIPCAST_MEDIA_RETENTION_DAYS: z.coerce.number().int().min(0).max(36_500).default(0),
  /** How long a video stays after the last clip has let go of it. */
  CLIPCAST_MEDIA_GRACE_SECONDS: z.coerce.number().int().min(1).max(604_800).default(3_600),
  /** Private `host:port` pairs that videos may be fetched from, separated by commas. */
  CLIPCAST_SOURCE_EGRESS_ALLOW: hostPorts,
  /** How long fetching one video may take. */
  CLIPCAST_SOURCE_SECONDS: z.coerce.number().int().min(1).max(3_600).default(900),
  /** Where ffprobe and ffmpeg are looked for. */
  PATH: z.string().default(''),
  /** How long before its instant a post is handed to Postiz: the time in which a lost answer can be found out. */
  CLIPCAST_PUBLISH_LEAD_SECONDS: z.coerce.number().min(1).max(3_600).default(120),
  /** What one accepted post costs, in USD. */
  CLIPCAST_POST_PRICE_USD: positiveUsdSchema.default('0.010000'),
  /** How many posts one replica works on at the same time; most of them wait for an answer of their Postiz. */
  CLIPCAST_PUBLISH_CONCURRENCY: z.coerce.number().int().min(1).max(1_024).default(256),
  /** Where a trace is looked at, with `{traceId}` in its place; without it the API names traces by their ids only. */
  CLIPCAST_TRACE_URL: z
    .string()
    .refine(isTraceUrl, 'must be an http or https URL with {traceId} in it')
    .optional(),
  /** The default connection, for profiles that have no Postiz of their own; off unless both are set. */
  POSTIZ_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  POSTIZ_API_KEY: secretText(8).optional(),
});

const HALF_A_DEFAULT =
  'POSTIZ_API_URL and POSTIZ_API_KEY are both needed for the default connection; set both or neither';

function hasWholeDefault({ POSTIZ_API_URL, POSTIZ_API_KEY }: z.output<typeof fields>): boolean {
  return (POSTIZ_API_URL === undefined) === (POSTIZ_API_KEY === undefined);
}

/** A bucket that is named only in part would leave the clips on one replica's disk without a word. */
const environment = fields.refine(hasWholeDefault, { error: HALF_A_DEFAULT }).check(({ value, issues }) => {
  if (S3_TOGETHER.every((name) => value[name] === undefined)) return;
  for (const name of S3_TOGETHER.filter((missing) => value[missing] === undefined))
    issues.push({ code: 'custom', path: [name], message: 'is required with a bucket', input: undefined });
});

export type PublishConfig = Readonly<z.output<typeof environment>>;

/** The configuration from the process's environment, or from `env` in tests. */
export const readPublishConfig = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): PublishConfig => readConfig(environment, env);
