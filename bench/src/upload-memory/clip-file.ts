import { closeSync, copyFileSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';

const BOX_HEADER_BYTES = 8;
const MARK_BYTES = 8;

/**
 * Makes a valid MP4 of exactly `bytes` bytes out of a small one: its own boxes, then one `free` box up to the end, which
 * players skip and which takes no room on disk. `mark` makes its content differ from that of every other such file.
 * @throws {RangeError} when the small one does not leave room for the box.
 */
export function makeClipFile(sample: string, file: string, bytes: number, mark: bigint): void {
  copyFileSync(sample, file);
  const paddingFrom = statSync(file).size;
  if (bytes < paddingFrom + BOX_HEADER_BYTES + MARK_BYTES)
    throw new RangeError(`${bytes} bytes leave no room.`);
  const head = Buffer.alloc(BOX_HEADER_BYTES + MARK_BYTES);
  head.writeUInt32BE(bytes - paddingFrom, 0);
  head.write('free', 4, 'latin1');
  head.writeBigUInt64BE(mark, BOX_HEADER_BYTES);
  const descriptor = openSync(file, 'r+');
  try {
    writeSync(descriptor, head, 0, head.length, paddingFrom);
    ftruncateSync(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
}
