import { Secret, type Runtime } from '@clipcast/kernel';
import S3rver from 's3rver';
import { S3MediaStore, type S3Options } from '../s3-media-store.ts';

/**
 * An S3 server that keeps its objects in a directory, with one bucket. It speaks the protocol and checks signatures; unlike
 * stores for production it does not check that a body has the hash it was sent with.
 */
export async function startS3(directory: string, port = 0) {
  const options = { address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'clips' }] };
  const server = new S3rver({ ...options, port });
  const at = await server.run();
  return { port: at.port, endpoint: `http://127.0.0.1:${at.port}`, close: () => server.close() };
}

/** A store in the bucket of such a server, whose key is known to all. */
export const s3StoreAt = (
  endpoint: string,
  copiesDirectory: string,
  runtime: Runtime,
  more: Partial<S3Options> = {},
): S3MediaStore =>
  new S3MediaStore({
    endpoint,
    region: 'us-east-1',
    bucket: 'clips',
    accessKeyId: 'S3RVER',
    secretAccessKey: new Secret('S3RVER'),
    copiesDirectory,
    copiesBytesMax: 1024 ** 3,
    runtime,
    ...more,
  });
