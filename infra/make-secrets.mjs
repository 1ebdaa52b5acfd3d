#!/usr/bin/env node
/**
 * `node infra/make-secrets.mjs`: makes the secrets that compose.yaml mounts, each only if it is missing. Plain Node (18
 * or newer), no package needed, so it runs before anything is installed.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? fileURLToPath(new URL('secrets', import.meta.url));
const SERVICES = ['profile', 'publish', 'billing'];

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 43 characters of base 62 hold 256 bits. */
const LENGTH = 43;
/** The largest multiple of 62 in a byte; bytes above are thrown away, so that every character is equally likely. */
const FAIR_BELOW = 248;

const password = () => {
  let text = '';
  while (text.length < LENGTH) {
    for (const byte of randomBytes(LENGTH)) if (byte < FAIR_BELOW) text += BASE62[byte % 62];
  }
  return text.slice(0, LENGTH);
};

/**
 * A container's user reads the file through a bind mount and is none of ours, so the file itself is readable by all; the
 * folder lets nobody else on this machine get to it.
 */
const keep = (name, make) => {
  const file = join(folder, name);
  const made = !existsSync(file);
  if (made) writeFileSync(file, `${make()}\n`, { mode: 0o444, flag: 'wx' });
  process.stdout.write(`${made ? 'made' : 'kept'}  ${file}\n`);
  return readFileSync(file, 'utf8').trim();
};

mkdirSync(folder, { recursive: true });
chmodSync(folder, 0o700);
keep('operator.key', () => `cc_live_operator_${password()}`);
keep('keyring.json', () =>
  JSON.stringify({ primary: 'k1', keys: { k1: randomBytes(32).toString('base64') } }),
);
keep('postgres.password', password);
for (const service of SERVICES) {
  const own = keep(`${service}.database-password`, password);
  keep(
    `${service}.database-url`,
    () => `postgres://clipcast_${service}:${own}@postgres:5432/clipcast_${service}`,
  );
}
process.stdout.write(
  '\nKeep a copy of keyring.json somewhere safe: whoever loses it loses every sealed Postiz key.\n',
);
