import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDurationMs } from './mp4-duration.ts';

const directory = mkdtempSync(join(tmpdir(), 'clipcast-mp4-'));
afterAll(() => rmSync(directory, { recursive: true }));

const box = (type: string, content: Buffer, size = content.length + 8): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(size);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
};
/** A movie header of version 0: timescale and duration behind flags and dates. */
const mvhd = (timescale: number, duration: number): Buffer => {
  const content = Buffer.alloc(100);
  content.writeUInt32BE(timescale, 12);
  content.writeUInt32BE(duration, 16);
  return box('mvhd', content);
};
const durationOf = (...boxes: Buffer[]) => {
  const path = join(directory, 'clip.mp4');
  const content = Buffer.concat(boxes);
  writeFileSync(path, content);
  return readDurationMs(path, content.length);
};
const ftyp = box('ftyp', Buffer.from('mp42'));

describe('the duration of an MP4', () => {
  it('is read from its movie header, wherever that stands', async () => {
    expect(await durationOf(ftyp, box('moov', mvhd(600, 2_400)))).toBe(4_000);
    expect(await durationOf(ftyp, box('mdat', Buffer.alloc(5_000)), box('moov', mvhd(1_000, 1_234)))).toBe(
      1_234,
    );
  });
  it('is unknown when the header says so, says nonsense, or is not there', async () => {
    expect(await durationOf(ftyp, box('moov', mvhd(1_000, 0xffffffff)))).toBeNull();
    expect(await durationOf(ftyp, box('moov', mvhd(0, 5)))).toBeNull();
    expect(await durationOf(ftyp, box('moov', mvhd(1, 0xfffffffe)))).toBeNull();
    expect(await durationOf(ftyp)).toBeNull();
  });
  it('is not looked for beyond the end of the file, whatever a box claims', async () => {
    expect(await durationOf(ftyp, box('moov', mvhd(600, 2_400), 1_000_000))).toBeNull();
    expect(await durationOf(ftyp, box('moov', mvhd(600, 2_400), 4))).toBeNull();
  });
});
