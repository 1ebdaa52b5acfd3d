import { postizApiKeyPurpose } from '@clipcast/contracts';
import { DomainError, type ProfileId, type Secret } from '@clipcast/kernel';
import { VaultError, type Vault } from '@clipcast/vault';
import type { KeySealing } from './connect-postiz/connect-postiz.ts';

/** Seals the API keys of each profile so that they open for nobody else. */
export class ProfileKeys {
  constructor(private readonly vault: Vault) {}

  /** `open` throws a {@link DomainError} `api_key_unreadable` when the key ring has changed since the key was sealed. */
  of(profileId: ProfileId): KeySealing {
    const contextOf = (version: number) => ({ profileId, purpose: postizApiKeyPurpose, version });
    return {
      seal: (key, version) => this.vault.seal(key, contextOf(version)),
      open: (sealed, version) => readable(() => this.vault.open(sealed, contextOf(version))),
    };
  }
}

function readable(open: () => Secret): Secret {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw new DomainError(
      'api_key_unreadable',
      'unavailable',
      'The stored API key cannot be opened with the key ring of this service. An operator has to put the right key ring in place, or remove the connection and set it again with its key.',
      {},
      { cause: error },
    );
  }
}
