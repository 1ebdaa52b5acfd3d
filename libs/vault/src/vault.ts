import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { Secret, type Random } from '@clipcast/kernel';
import type { KeyRing } from './key-ring.ts';
import { recordKey } from './record-key.ts';
import { lengthPrefixed, type SealContext } from './seal-context.ts';
import { FORMAT, formatSealed, LENGTHS, parseSealed } from './sealed-text.ts';
import { VaultError } from './vault-error.ts';

const CIPHER = 'aes-256-gcm';

/** Without a fixed length, Node accepts a tag cut to four bytes, which can be guessed. */
const TAG = { authTagLength: LENGTHS.tag };

const authenticated = ({ profileId, purpose, version }: SealContext): Buffer =>
  lengthPrefixed(FORMAT, profileId, purpose, String(version));

/** Seals tenants' secrets, so that a stored one is of no use without the key ring, nor for anything it was not sealed for. */
export class Vault {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly random: Random,
  ) {}

  /**
   * The secret as text that may be stored and sent, sealed by the primary key. Never the same text twice.
   * @throws {VaultError} `not_text` for a secret with half a surrogate pair, which would not come back as it was.
   */
  seal(secret: Secret, context: SealContext): string {
    const keyId = this.keyRing.primary;
    const salt = this.random.bytes(LENGTHS.salt);
    const iv = this.random.bytes(LENGTHS.iv);
    const { key, commitment } = recordKey(this.keyRing.find(keyId), salt, keyId, context.purpose);
    const clear = clearBytes(secret);
    const cipher = createCipheriv(CIPHER, key, iv, TAG).setAAD(authenticated(context));
    const ciphertext = Buffer.concat([cipher.update(clear), cipher.final()]);
    clear.fill(0);
    key.fill(0);
    return formatSealed({ keyId, salt, iv, ciphertext, tag: cipher.getAuthTag(), commitment });
  }

  /**
   * The secret that was sealed for this very context.
   * @throws {VaultError} `bad_format`, `unknown_key`, or `tampered` when text or context are not those of the sealing.
   */
  open(sealed: string, context: SealContext): Secret {
    const { keyId, salt, iv, ciphertext, tag, commitment } = parseSealed(sealed);
    const derived = recordKey(this.keyRing.find(keyId), salt, keyId, context.purpose);
    if (!timingSafeEqual(derived.commitment, commitment)) throw tampered();
    const decipher = createDecipheriv(CIPHER, derived.key, iv, TAG)
      .setAAD(authenticated(context))
      .setAuthTag(tag);
    const clear = Buffer.concat([decipher.update(ciphertext), verified(() => decipher.final())]);
    derived.key.fill(0);
    const secret = new Secret(clear.toString());
    clear.fill(0);
    return secret;
  }
}

function clearBytes(secret: Secret): Buffer {
  const text = secret.reveal();
  if (!text.isWellFormed()) throw new VaultError('not_text', 'The secret is no well-formed text.');
  return Buffer.from(text);
}

const tampered = (): VaultError =>
  new VaultError(
    'tampered',
    'The sealed text was changed, or was sealed for another profile, purpose or version.',
  );

function verified(final: () => Buffer): Buffer {
  try {
    return final();
  } catch {
    throw tampered();
  }
}
