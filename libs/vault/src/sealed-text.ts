import { KEY_ID } from './parse-key-ring.ts';
import { VaultError } from './vault-error.ts';

/** The envelope format that this release writes. A later one gets another word, so that both can be read side by side. */
export const FORMAT = 'v1';

/** The byte lengths of the parts, in their order in the text; the ciphertext is as long as the secret. */
export const LENGTHS = { salt: 32, iv: 12, tag: 16, commitment: 32 } as const;

/** The parts of `v1.<keyId>.<salt>.<iv>.<ciphertext>.<tag>.<commitment>`, the last five in base64url. */
export interface SealedParts {
  readonly keyId: string;
  readonly salt: Buffer;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
  readonly commitment: Buffer;
}

export const formatSealed = (parts: SealedParts): string =>
  [
    FORMAT,
    parts.keyId,
    ...[parts.salt, parts.iv, parts.ciphertext, parts.tag, parts.commitment].map((part) =>
      part.toString('base64url'),
    ),
  ].join('.');

const refuse = (problem: string): never => {
  throw new VaultError('bad_format', `The sealed text ${problem}.`);
};

function decode(text: string, length: number | undefined): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  // The unused low bits of the last character would otherwise let two texts stand for the same bytes.
  if (bytes.toString('base64url') !== text) return refuse('holds a part that is not base64url');
  if (length !== undefined && bytes.length !== length) return refuse('holds a part of the wrong length');
  return bytes;
}

/** @throws {VaultError} `bad_format`. */
export function parseSealed(sealed: string): SealedParts {
  const [format, keyId, salt, iv, ciphertext, tag, commitment, ...rest] = sealed.split('.');
  if (format !== FORMAT) return refuse(`is not of the format "${FORMAT}"`);
  if (keyId === undefined || !KEY_ID.test(keyId)) return refuse('names no key');
  if (salt === undefined || iv === undefined || ciphertext === undefined) return refuse('lacks parts');
  if (tag === undefined || commitment === undefined) return refuse('lacks parts');
  if (rest.length > 0) return refuse('has too many parts');
  return {
    keyId,
    salt: decode(salt, LENGTHS.salt),
    iv: decode(iv, LENGTHS.iv),
    ciphertext: decode(ciphertext, undefined),
    tag: decode(tag, LENGTHS.tag),
    commitment: decode(commitment, LENGTHS.commitment),
  };
}
