import { open, type FileHandle } from 'node:fs/promises';

const BOXES_MAX = 10_000;
const CONTAINER_DEPTH_MAX = 2;
const HEADER_BYTES = 16;
const MVHD_BYTES = 36;
/** The largest integer that read models keep, some 24 days. */
const DURATION_MS_MAX = 2n ** 31n - 1n;

interface Box {
  readonly type: string;
  /** Where its content begins and ends in the file. */
  readonly from: number;
  readonly to: number;
}

/**
 * The duration that an MP4's movie header states, in milliseconds; null when it states none. Reads box headers only and
 * never more than a few bytes at a time, whatever sizes the file claims (ISO/IEC 14496-12, 4.2 and 8.2.2).
 */
export async function readDurationMs(path: string, bytes: number): Promise<number | null> {
  const file = await open(path);
  try {
    const movie = await findBox(file, { type: '', from: 0, to: bytes }, ['moov', 'mvhd'], 0);
    return movie ? await durationOf(file, movie) : null;
  } finally {
    await file.close();
  }
}

async function findBox(
  file: FileHandle,
  within: Box,
  [wanted, ...inner]: readonly string[],
  depth: number,
): Promise<Box | undefined> {
  if (depth >= CONTAINER_DEPTH_MAX) return undefined;
  let at = within.from;
  for (let count = 0; at < within.to && count < BOXES_MAX; count += 1) {
    const box = await readBox(file, at, within.to);
    if (!box) return undefined;
    if (box.type === wanted) return inner.length === 0 ? box : findBox(file, box, inner, depth + 1);
    at = box.to;
  }
  return undefined;
}

async function readBox(file: FileHandle, at: number, end: number): Promise<Box | undefined> {
  const head = await readAt(file, at, HEADER_BYTES);
  if (head.length < 8) return undefined;
  const type = head.toString('latin1', 4, 8);
  const short = head.readUInt32BE(0);
  const isLong = short === 1;
  if (isLong && head.length < HEADER_BYTES) return undefined;
  const size = short === 0 ? end - at : isLong ? Number(head.readBigUInt64BE(8)) : short;
  const headerBytes = isLong ? HEADER_BYTES : 8;
  if (size < headerBytes || at + size > end) return undefined;
  return { type, from: at + headerBytes, to: at + size };
}

async function durationOf(file: FileHandle, { from, to }: Box): Promise<number | null> {
  const content = await readAt(file, from, Math.min(MVHD_BYTES, to - from));
  const isLong = content.length > 0 && content.readUInt8(0) === 1;
  if (content.length < (isLong ? 32 : 20)) return null;
  const timescale = content.readUInt32BE(isLong ? 20 : 12);
  const duration = isLong ? content.readBigUInt64BE(24) : BigInt(content.readUInt32BE(16));
  // All ones mean that the duration is unknown; what nobody can have filmed is treated the same.
  const unknown = isLong ? 2n ** 64n - 1n : 2n ** 32n - 1n;
  if (timescale === 0 || duration === unknown) return null;
  const durationMs = (duration * 1_000n) / BigInt(timescale);
  return durationMs > DURATION_MS_MAX ? null : Number(durationMs);
}

async function readAt(file: FileHandle, at: number, count: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(count), 0, count, at);
  return buffer.subarray(0, bytesRead);
}
