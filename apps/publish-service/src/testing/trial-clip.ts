import { readFileSync } from 'node:fs';

const MARK_BYTES = 16;
const BOUNDARY = 'clipcast-trial-boundary';

/** A video that no other trial has: the sample with one more box, which players skip. */
export function trialClip(mark: string): Buffer {
  const sample = readFileSync(new URL('../../../../samples/acme.mp4', import.meta.url));
  const box = Buffer.alloc(8 + Math.max(MARK_BYTES, Buffer.byteLength(mark)));
  box.writeUInt32BE(box.length, 0);
  box.write('free', 4, 'latin1');
  box.write(mark, 8);
  return Buffer.concat([sample, box]);
}

/** A clip as a form. */
export function clipForm(content: Buffer) {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="clip.mp4"\r\ncontent-type: video/mp4\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  };
}
