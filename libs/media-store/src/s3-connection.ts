import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { Secret } from '@clipcast/kernel';

const CONNECT_MS = 5_000;
/** The longest silence on a connection; whoever reads a video more slowly asks again for the rest. */
const SILENCE_MS = 60_000;

const silence = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Where an S3-compatible store is, and who asks. */
export interface S3Place {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

/** The SDK, and clients of one place. */
export interface Connected {
  readonly sdk: typeof import('@aws-sdk/client-s3');
  readonly client: S3Client;
  /** It asks once and never again by itself: for what must not happen after its caller has given up. */
  readonly onceClient: S3Client;
}

/** The SDK takes some 30 MB of memory, so it is loaded by those only who have a bucket. */
export async function connect({
  endpoint,
  region,
  accessKeyId,
  secretAccessKey,
}: S3Place): Promise<Connected> {
  const sdk = await import('@aws-sdk/client-s3');
  const options: S3ClientConfig = {
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey: secretAccessKey.reveal() },
    // Buckets as paths: not every store, and no address written as numbers, has a host name for each.
    forcePathStyle: true,
    // The hash is checked by the signature; the newer trailing checksums are not known everywhere.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // What it would write to the console is in the errors too.
    logger: silence,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
  };
  const client = new sdk.S3Client(options);
  const { requestHandler } = client.config;
  return { sdk, client, onceClient: new sdk.S3Client({ ...options, requestHandler, maxAttempts: 1 }) };
}
