import type { Principal } from './principal.ts';

/**
 * Where issued access keys are looked up. A service that knows some provides a subclass; the guard finds it. Without one,
 * only the bootstrap operator key opens anything.
 */
export abstract class KeyDirectory {
  /** The holder of the key with this hash (SHA-256, hex), or undefined when there is none or it was revoked. */
  abstract principalOf(keyHash: string): Promise<Principal | undefined>;
}
