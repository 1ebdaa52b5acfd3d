import { postizApiKeyPurpose } from '@clipcast/contracts';
import type { ProfileId } from '@clipcast/kernel';
import type { Vault } from '@clipcast/vault';
import type { KeySealing } from './connect-postiz/connect-postiz.ts';

/** Seals the API keys of each profile so that they open for nobody else. */
export class ProfileKeys {
  constructor(private readonly vault: Vault) {}

  of(profileId: ProfileId): KeySealing {
    const contextOf = (version: number) => ({ profileId, purpose: postizApiKeyPurpose, version });
    return {
      seal: (key, version) => this.vault.seal(key, contextOf(version)),
      open: (sealed, version) => this.vault.open(sealed, contextOf(version)),
    };
  }
}
