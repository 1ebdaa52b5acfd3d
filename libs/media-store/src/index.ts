export { DiskMediaStore } from './disk-media-store.ts';
export { MediaMissingError } from './media-missing-error.ts';
export type { MediaKind, MediaObject } from './media-object.ts';
export { MediaStore, type ByteRange, type LocalFile } from './media-store.ts';
export { S3MediaStore, type S3Options } from './s3-media-store.ts';
