import { createCipheriv, createSecretKey } from 'node:crypto';
import { inspect } from 'node:util';
import { Secret, systemRuntime } from '@clipcast/kernel';
import fc from 'fast-check';
import { parseKeyRing } from './parse-key-ring.ts';
import { recordKey } from './record-key.ts';
import { lengthPrefixed, type SealContext } from './seal-context.ts';
import { formatSealed, parseSealed } from './sealed-text.ts';
import { Vault } from './vault.ts';
import { VaultError, type VaultErrorCode } from './vault-error.ts';

const key = (byte: number): Buffer => Buffer.alloc(32, byte);
const vaultWith = (primary: string, keys: Record<string, Buffer>): Vault => {
  const texts = Object.entries(keys).map(([id, bytes]) => [id, bytes.toString('base64')] as const);
  return new Vault(
    parseKeyRing(JSON.stringify({ primary, keys: Object.fromEntries(texts) })),
    systemRuntime.random,
  );
};

const vault = vaultWith('k1', { k1: key(1) });
const context: SealContext = { profileId: 'prf_a', purpose: 'postiz-api-key', version: 3 };
const CLEAR = 'pk-canary-0123456789';
const seal = (): string => vault.seal(new Secret(CLEAR), context);

const refusal = (open: () => unknown): VaultError => {
  try {
    open();
  } catch (error) {
    if (error instanceof VaultError) return error;
    throw error;
  }
  throw new Error('it was opened');
};
const codeOf = (open: () => unknown): VaultErrorCode => refusal(open).code;

it('opens what it sealed, whatever the text and the context', () => {
  const texts = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(texts, texts, texts, fc.nat(), (clear, profileId, purpose, version) => {
      const its = { profileId, purpose, version };
      expect(vault.open(vault.seal(new Secret(clear), its), its).reveal()).toBe(clear);
    }),
  );
});

it('never seals to the same text twice', () => {
  expect(new Set(Array.from({ length: 50 }, seal)).size).toBe(50);
});

it('refuses text that would not come back as it was', () => {
  expect(codeOf(() => vault.seal(new Secret('a\ud800'), context))).toBe('not_text');
});

describe('a changed text', () => {
  it('is refused for every single bit of its characters', () => {
    const sealed = Buffer.from(seal());
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Buffer.from(sealed);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(['tampered', 'bad_format', 'unknown_key']).toContain(
        codeOf(() => vault.open(flipped.toString('latin1'), context)),
      );
    }
  });

  it('is refused as tampered for every single bit of its parts', () => {
    const parts = parseSealed(seal());
    for (const part of ['salt', 'iv', 'ciphertext', 'tag', 'commitment'] as const) {
      for (let bit = 0; bit < parts[part].length * 8; bit += 1) {
        const flipped = Buffer.from(parts[part]);
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(codeOf(() => vault.open(formatSealed({ ...parts, [part]: flipped }), context))).toBe(
          'tampered',
        );
      }
    }
  });

  it('is refused with a tag of four bytes', () => {
    const parts = parseSealed(seal());
    expect(codeOf(() => vault.open(formatSealed({ ...parts, tag: parts.tag.subarray(0, 4) }), context))).toBe(
      'bad_format',
    );
  });

  it.each([
    '',
    'v1',
    'v2.k1.a.b.c.d.e',
    CLEAR,
    `${seal()}.AA`,
    `${seal()}=`,
    ` ${seal()}`,
    seal().replace('v1', 'V1'),
  ])('is refused when it is no sealed text', (text) => {
    expect(codeOf(() => vault.open(text, context))).toBe('bad_format');
  });
});

describe('another context', () => {
  it.each<[string, Partial<SealContext>]>([
    ['profile', { profileId: 'prf_b' }],
    ['purpose', { purpose: 'narration-api-key' }],
    ['version', { version: 2 }],
    ['border between the parts', { profileId: 'prf_apostiz', purpose: '-api-key' }],
  ])('is refused: %s', (_what, other) => {
    expect(codeOf(() => vault.open(seal(), { ...context, ...other }))).toBe('tampered');
  });
});

describe('key rotation', () => {
  const rotated = vaultWith('k2', { k1: key(1), k2: key(2) });

  it('opens with an old key and seals with the primary', () => {
    expect(rotated.open(seal(), context).reveal()).toBe(CLEAR);
    expect(rotated.seal(new Secret(CLEAR), context)).toMatch(/^v1[.]k2[.]/);
  });

  it('refuses a key that is not in the ring', () => {
    expect(codeOf(() => vault.open(rotated.seal(new Secret(CLEAR), context), context))).toBe('unknown_key');
  });

  it('refuses another key under the same id', () => {
    expect(codeOf(() => vaultWith('k1', { k1: key(9) }).open(seal(), context))).toBe('tampered');
  });

  it('refuses a text moved to another key id, even where that id stands for the same key', () => {
    const renamed = vaultWith('k2', { k2: key(1) });
    expect(codeOf(() => renamed.open(seal().replace('.k1.', '.k2.'), context))).toBe('tampered');
  });
});

// GCM would open this: the ciphertext and tag are right for the key. Only the commitment of another key gives it away.
it('refuses a valid ciphertext that commits to another key', () => {
  const parts = parseSealed(seal());
  const own = recordKey(createSecretKey(key(1)), parts.salt, 'k1', context.purpose);
  const other = recordKey(createSecretKey(key(2)), parts.salt, 'k1', context.purpose);
  const aad = lengthPrefixed('v1', context.profileId, context.purpose, String(context.version));
  const cipher = createCipheriv('aes-256-gcm', own.key, parts.iv, { authTagLength: 16 }).setAAD(aad);
  const forged = {
    ...parts,
    ciphertext: Buffer.concat([cipher.update('forged'), cipher.final()]),
    tag: cipher.getAuthTag(),
  };
  expect(vault.open(formatSealed(forged), context).reveal()).toBe('forged');
  expect(codeOf(() => vault.open(formatSealed({ ...forged, commitment: other.commitment }), context))).toBe(
    'tampered',
  );
});

it('shows no clear text in sealed texts, errors or what was opened', () => {
  const sealed = seal();
  const decoded = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
  const errors = [
    refusal(() => vault.open(sealed, { ...context, version: 4 })),
    refusal(() => vault.open(CLEAR, context)),
  ];
  const shown = [
    sealed,
    ...decoded,
    ...errors.map((error) => inspect(error)),
    inspect(vault.open(sealed, context)),
  ];
  expect(shown.join()).not.toContain('canary');
});
