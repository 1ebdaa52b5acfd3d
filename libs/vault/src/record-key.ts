import { hkdfSync, type KeyObject } from 'node:crypto';
import { lengthPrefixed } from './seal-context.ts';
import { FORMAT, LENGTHS } from './sealed-text.ts';

const KEY_BYTES = 32;

/** The key of one sealed text, and the commitment that ties the text to this one key. */
export interface RecordKey {
  readonly key: Buffer;
  readonly commitment: Buffer;
}

/**
 * HKDF-SHA-512 over the ring's key with the record's own salt. GCM alone does not commit: one ciphertext can be made to
 * open under two keys. The commitment, derived beside the key, rules that out.
 */
export function recordKey(ringKey: KeyObject, salt: Buffer, keyId: string, purpose: string): RecordKey {
  const info = lengthPrefixed('clipcast/vault', FORMAT, keyId, purpose);
  const derived = Buffer.from(hkdfSync('sha512', ringKey, salt, info, KEY_BYTES + LENGTHS.commitment));
  return { key: derived.subarray(0, KEY_BYTES), commitment: derived.subarray(KEY_BYTES) };
}
