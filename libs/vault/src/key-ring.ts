import type { KeyObject } from 'node:crypto';
import { VaultError } from './vault-error.ts';

/**
 * The keys of this deployment by id: the primary seals, every key opens. To rotate, add a key everywhere, make it the
 * primary, seal again what the old one sealed, then take the old one out. The keys stay in private fields, so that
 * neither inspection nor JSON shows them.
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, KeyObject>;

  /** @throws {VaultError} `bad_key_ring` when there is no key with the id of the primary. */
  constructor(
    readonly primary: string,
    keys: ReadonlyMap<string, KeyObject>,
  ) {
    if (!keys.has(primary))
      throw new VaultError('bad_key_ring', 'The key ring has no key with the id that "primary" names.');
    this.#keys = new Map(keys);
  }

  /** @throws {VaultError} `unknown_key`. */
  find(keyId: string): KeyObject {
    const key = this.#keys.get(keyId);
    if (!key)
      throw new VaultError(
        'unknown_key',
        `The key ring has no key "${keyId}"; it was removed, or this is another deployment's secret.`,
      );
    return key;
  }
}
