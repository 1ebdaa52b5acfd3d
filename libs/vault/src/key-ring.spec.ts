import { inspect } from 'node:util';
import { parseKeyRing } from './parse-key-ring.ts';
import { VaultError } from './vault-error.ts';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const ring = (primary: unknown, keys: unknown): string => JSON.stringify({ primary, keys });

const refusal = (text: string): VaultError => {
  try {
    parseKeyRing(text);
  } catch (error) {
    if (error instanceof VaultError) return error;
  }
  throw new Error('the key ring was accepted');
};

it('finds its keys by id', () => {
  const keys = parseKeyRing(ring('k2', { k1: key(1), k2: key(2) }));
  expect(keys.primary).toBe('k2');
  expect(keys.find('k1').export()).toEqual(Buffer.alloc(32, 1));
  expect(() => keys.find('k3')).toThrow('no key "k3"');
});

it('never prints its keys', () => {
  const keys = parseKeyRing(ring('k1', { k1: key(0xab) }));
  const shown = [inspect(keys, { depth: 9, showHidden: true }), JSON.stringify(keys)].join();
  expect(shown).not.toContain(key(0xab).slice(0, 8));
  expect(shown).not.toContain('abab');
  expect(shown).not.toMatch(/ab ab/);
});

it.each([
  ['no JSON', `{"primary":"k1","keys":{"k1":"${key(0xcd)}"`],
  ['no JSON', `${key(0xcd)}`],
  ['no JSON object', '[]'],
  ['no "primary"', ring(7, { k1: key(0xcd) })],
  ['no object "keys"', ring('k1', [key(0xcd)])],
  ['no key with the id that "primary" names', ring('k2', { k1: key(0xcd) })],
  ['no key with the id that "primary" names', ring('toString', { k1: key(0xcd) })],
  ['key id that is not', ring('a.b', { 'a.b': key(0xcd) })],
  ['no text as key', ring('k1', { k1: 5 })],
  ['exactly 32 bytes', ring('k1', { k1: Buffer.alloc(31, 0xcd).toString('base64') })],
  ['exactly 32 bytes', ring('k1', { k1: `${key(0xcd)} ` })],
  ['exactly 32 bytes', ring('k1', { k1: Buffer.alloc(32, 0xcd).toString('hex') })],
  ['same key under two ids', ring('k1', { k1: key(0xcd), k2: key(0xcd) })],
  ['members other than', JSON.stringify({ primary: 'k1', keys: { k1: key(0xcd) }, old: key(0xcd) })],
])('is refused with a clear reason that shows no key: %s', (reason, text) => {
  const error = refusal(text);
  expect(error.code).toBe('bad_key_ring');
  expect(error.message).toContain(reason);
  expect(inspect(error)).not.toMatch(/zc3N|cdcd/);
});
