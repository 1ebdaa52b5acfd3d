import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Random } from '@clipcast/kernel';
import type { MediaFile } from './media-file.ts';

const CHUNK_BYTES = 256 * 1024;
const MIME_TYPE = /^[\w.+-]+\/[\w.+-]+$/;

/** A multipart body with one file in the field `file`, and the headers that belong to it. */
export interface MultipartUpload {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** The escapes that the WHATWG form encoding puts into a name between quotes. */
const quoted = (name: string): string =>
  name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');

/** Read from disk as the connection takes it; the length is known ahead, so nothing is held or sent in HTTP chunks. */
export function multipartUpload(media: MediaFile, file: FileHandle, random: Random): MultipartUpload {
  const boundary = `clipcast-${random.bytes(16).toString('hex')}`;
  const type = MIME_TYPE.test(media.mimeType) ? media.mimeType : 'application/octet-stream';
  const disposition = `form-data; name="file"; filename="${quoted(media.fileName)}"`;
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);

  // A buffer of this size is made for each reading, also for the last one, which finds the end.
  const highWaterMark = Math.min(CHUNK_BYTES, media.bytes + 1);

  async function* parts(): AsyncGenerator<Buffer> {
    yield head;
    yield* file.createReadStream({ autoClose: false, highWaterMark }) as AsyncIterable<Buffer>;
    yield tail;
  }

  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + media.bytes + tail.length),
    },
    body: Readable.from(parts(), { objectMode: false }),
  };
}
