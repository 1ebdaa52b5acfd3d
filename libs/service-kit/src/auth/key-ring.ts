import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '@clipcast/kernel';
import type { KeyDirectory } from './key-directory.ts';
import type { OperatorPrincipal, Principal } from './principal.ts';

const bootstrapOperator: OperatorPrincipal = { kind: 'operator', actor: 'operator:bootstrap', scopes: 'all' };

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Finds out who holds a key: the bootstrap operator, or whoever the service's directory knows. */
export class KeyRing {
  readonly #operatorKeyHash: Buffer;

  constructor(
    operatorKey: Secret,
    private readonly directory: KeyDirectory | undefined,
  ) {
    this.#operatorKeyHash = sha256(operatorKey.reveal());
  }

  /** Undefined when nobody holds this key. */
  async principalOf(key: string): Promise<Principal | undefined> {
    const hash = sha256(key);
    // Both sides are hashes, so the comparison takes the same time whatever the key and its length.
    if (timingSafeEqual(hash, this.#operatorKeyHash)) return bootstrapOperator;
    return this.directory?.principalOf(hash.toString('hex'));
  }
}
