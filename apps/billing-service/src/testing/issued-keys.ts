import { createHash } from 'node:crypto';
import type { ProfileId } from '@clipcast/kernel';
import { KeyDirectory, type Principal, type Scope } from '@clipcast/service-kit';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Access keys of profiles, which this service does not issue yet. */
export class IssuedKeys extends KeyDirectory {
  readonly #principals = new Map<string, Principal>();

  issue(key: string, profileId: ProfileId, scopes: 'all' | readonly Scope[] = 'all'): string {
    this.#principals.set(sha256(key), { kind: 'profile', actor: `key:${key}`, profileId, scopes });
    return key;
  }

  override principalOf(keyHash: string): Promise<Principal | undefined> {
    return Promise.resolve(this.#principals.get(keyHash));
  }
}
