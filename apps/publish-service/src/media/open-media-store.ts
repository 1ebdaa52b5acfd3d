import { join } from 'node:path';
import type { Runtime } from '@clipcast/kernel';
import { DiskMediaStore, S3MediaStore, type MediaStore } from '@clipcast/media-store';
import type { PublishConfig } from '../config.ts';

/** Where clips are stored, as the operator has chosen. */
export function openMediaStore(config: PublishConfig, runtime: Runtime): MediaStore {
  const {
    CLIPCAST_MEDIA_DIR: directory,
    CLIPCAST_MEDIA_S3_ENDPOINT: endpoint,
    CLIPCAST_MEDIA_S3_BUCKET: bucket,
    CLIPCAST_MEDIA_S3_ACCESS_KEY_ID: accessKeyId,
    CLIPCAST_MEDIA_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = config;
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return new DiskMediaStore(directory);
  return new S3MediaStore({
    endpoint,
    region: config.CLIPCAST_MEDIA_S3_REGION,
    bucket,
    accessKeyId,
    secretAccessKey,
    copiesDirectory: join(directory, 'copies'),
    copiesBytesMax: config.CLIPCAST_MEDIA_COPIES_BYTES,
    runtime,
  });
}
