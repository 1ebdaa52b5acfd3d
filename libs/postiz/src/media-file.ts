import { open, type FileHandle } from 'node:fs/promises';
import { PostizCallError } from './postiz-call-error.ts';

/** A file on disk as Postiz shall get it. */
export interface MediaFile {
  readonly path: string;
  /** The name that Postiz shows; older versions also take the type from its ending, in lower case. */
  readonly fileName: string;
  readonly mimeType: string;
  /** The length that was recorded; a file of another length is not the one that was meant. */
  readonly bytes: number;
}

const unreadable = (message: string, cause?: unknown): PostizCallError =>
  new PostizCallError('not_sent', 'postiz_media_unreadable', message, { cause });

/** @throws {PostizCallError} `not_sent` when the file is not there or not as long as it was. */
export async function openMedia({ path, bytes }: MediaFile): Promise<FileHandle> {
  const file = await open(path).catch((error: unknown) => {
    throw unreadable('The media file cannot be read.', error);
  });
  const { size } = await file.stat();
  if (size === bytes) return file;
  await file.close();
  throw unreadable(`The media file has ${size} bytes instead of ${bytes}.`);
}
