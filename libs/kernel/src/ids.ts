import { hash } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** A UUID in its canonical lower-case form. */
export type Uuid = string;

/** New identifiers. */
export interface Ids {
  /** A UUIDv7 (RFC 9562, 5.7): sorts by the millisecond of its making. */
  next(): Uuid;
}

const canonical = (bytes: Buffer): Uuid => {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** UUIDv7 from the given clock and randomness. */
export class UuidV7Ids implements Ids {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  next(): Uuid {
    const bytes = this.random.bytes(16);
    bytes.writeUIntBE(this.clock.now().getTime(), 0, 6);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return canonical(bytes);
  }
}

/** The namespace under which Clipcast derives ids. Never change it: ids derived earlier would no longer match. */
const NAMESPACE = Buffer.from('5f0a3c1e9d7b4e0c8a6f2b1d4c3e7a90', 'hex');

/**
 * The same UUIDv5 (RFC 9562, 5.5) for the same parts, whoever asks and whenever: command ids, cost ids and the ids of
 * streams that are found by their meaning. Parts are length-prefixed, so `('ab','c')` and `('a','bc')` differ.
 */
export function derivedId(...parts: readonly string[]): Uuid {
  const name = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
  const bytes = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name)]), 'buffer').subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return canonical(bytes);
}
