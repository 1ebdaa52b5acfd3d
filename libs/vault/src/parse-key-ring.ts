import { createSecretKey, type KeyObject } from 'node:crypto';
import { KeyRing } from './key-ring.ts';
import { VaultError } from './vault-error.ts';

/** A key id stands in clear in every sealed text, between dots. */
export const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

const KEY_BYTES = 32;

const refuse = (problem: string): never => {
  throw new VaultError('bad_key_ring', `The key ring ${problem}.`);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON.parse quotes the text around a mistake, which may be a key, so its own message is dropped. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('is no JSON');
  }
}

function parseKey(id: string, value: unknown): KeyObject {
  if (!KEY_ID.test(id)) return refuse('has a key id that is not 1 to 32 letters, digits, "_" or "-"');
  if (typeof value !== 'string') return refuse(`has no text as key "${id}"`);
  const bytes = Buffer.from(value, 'base64');
  // Node skips what is no base64; only the text that it would write itself is surely the key that was meant.
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== value) {
    return refuse(`has a key "${id}" that is not the base64 text of exactly ${KEY_BYTES} bytes`);
  }
  return createSecretKey(bytes);
}

/**
 * Reads `{"primary":"k1","keys":{"k1":"<base64 of 32 bytes>"}}`.
 * @throws {VaultError} `bad_key_ring` that says what is wrong without showing any of the text.
 */
export function parseKeyRing(jsonText: string): KeyRing {
  const ring = parseJson(jsonText);
  if (!isRecord(ring)) return refuse('is no JSON object');
  const { primary, keys, ...unknown } = ring;
  if (Object.keys(unknown).length > 0) return refuse('has members other than "primary" and "keys"');
  if (typeof primary !== 'string') return refuse('names no "primary" key');
  if (!isRecord(keys)) return refuse('has no object "keys"');
  const parsed = Object.entries(keys).map(([id, value]) => [id, parseKey(id, value)] as const);
  const same = parsed.some(([, key], index) =>
    parsed.slice(index + 1).some(([, other]) => key.equals(other)),
  );
  if (same) return refuse('has the same key under two ids');
  return new KeyRing(primary, new Map(parsed));
}
