import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '@clipcast/kernel';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 43 characters of base 62 hold 256 bits. */
const KEY_LENGTH = 43;
/** The largest multiple of 62 in a byte; bytes above are thrown away, so that every character is equally likely. */
const FAIR_BELOW = 248;

const base62 = (random: Random, length: number): string => {
  let text = '';
  while (text.length < length) {
    for (const byte of random.bytes(length)) if (byte < FAIR_BELOW) text += BASE62.charAt(byte % 62);
  }
  return text.slice(0, length);
};

/** Reads a secret file, or makes it (readable by its owner only) on the first start. */
const keptIn = (file: string, make: () => string): string => {
  if (!existsSync(file)) writeFileSync(file, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
};

/** The operator key of this installation, made once. */
export const keptOperatorKey = (keysDir: string, random: Random): string =>
  keptIn(join(keysDir, 'operator.key'), () => `cc_live_operator_${base62(random, KEY_LENGTH)}`);

/** The password of the embedded PostgreSQL, made once; it is fixed when its data directory is made. */
export const keptPostgresPassword = (keysDir: string, random: Random): string =>
  keptIn(join(keysDir, 'postgres.password'), () => base62(random, KEY_LENGTH));

/** The file with the key that seals tenants' secrets, made once. Whoever loses it loses every sealed secret. */
export function keptKeyring(keysDir: string, random: Random): string {
  const file = join(keysDir, 'keyring.json');
  keptIn(file, () => JSON.stringify({ primary: 'k1', keys: { k1: random.bytes(32).toString('base64') } }));
  return file;
}
