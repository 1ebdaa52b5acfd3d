import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import { keptKeyring, keptOperatorKey } from './keys.ts';

const { random } = systemRuntime;
let keys: string;

beforeEach(() => {
  keys = mkdtempSync(join(tmpdir(), 'clipcast-keys-'));
});

afterEach(() => rmSync(keys, { recursive: true, force: true }));

it('makes an operator key once, and keeps it from other users', () => {
  const key = keptOperatorKey(keys, random);
  expect(key).toMatch(/^cc_live_operator_[0-9A-Za-z]{43}$/);
  expect(keptOperatorKey(keys, random)).toBe(key);
  expect(statSync(join(keys, 'operator.key')).mode & 0o777).toBe(0o600);
});

it('makes a key ring with one key of 256 bits once, and keeps it from other users', () => {
  const file = keptKeyring(keys, random);
  const first = readFileSync(file, 'utf8');
  const ring = JSON.parse(first) as { primary: string; keys: Record<string, string> };
  expect(ring.primary).toBe('k1');
  expect(Buffer.from(ring.keys['k1'] ?? '', 'base64')).toHaveLength(32);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  keptKeyring(keys, random);
  expect(readFileSync(file, 'utf8')).toBe(first);
});
