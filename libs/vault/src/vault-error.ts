/**
 * Why a secret could not be opened: its key is not in the ring, it is not what was sealed for this context, or it is no
 * sealed text at all. `bad_key_ring`: the key ring itself cannot be used. `not_text`: what was to be sealed is no text.
 */
export type VaultErrorCode = 'unknown_key' | 'tampered' | 'bad_format' | 'bad_key_ring' | 'not_text';

/** A refusal of the vault. Neither message nor cause ever holds a secret or a part of a key. */
export class VaultError extends Error {
  override readonly name = 'VaultError';

  constructor(
    readonly code: VaultErrorCode,
    message: string,
  ) {
    super(message);
  }
}
