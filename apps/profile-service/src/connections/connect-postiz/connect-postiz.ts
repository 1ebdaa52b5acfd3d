import type { CredentialsUpdated } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ProfileId, type Secret } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { registered, type ProfileState } from '../../profiles/profile.ts';
import type { Versioned } from '../../profiles/profile-view.ts';
import type { ConnectionView } from '../connection-view.ts';

/** Where a profile's Postiz is, and the key to it. Without a key the one that is set stays. */
export class ConnectPostiz extends Command<Versioned<ConnectionView>> {
  constructor(
    readonly profileId: ProfileId,
    readonly apiUrl: string,
    readonly apiKey: Secret | undefined,
    readonly enabled: boolean,
    readonly context: CommandContext,
    readonly expectedVersion: number | undefined,
  ) {
    super();
  }
}

/** Seals and opens the key for exactly one version of one profile's connection. */
export interface KeySealing {
  seal(key: Secret, connectionVersion: number): string;
  open(sealed: string, connectionVersion: number): Secret;
}

/** A new version of the connection, with the key sealed for it. The same connection again is no news. */
export function connectPostiz(
  { apiUrl, apiKey, enabled }: Pick<ConnectPostiz, 'apiUrl' | 'apiKey' | 'enabled'>,
  state: ProfileState,
  sealing: KeySealing,
): CredentialsUpdated[] {
  const { connection } = registered(state);
  const key = apiKey ?? keptKey(connection, apiUrl, sealing);
  if (isAsSet(connection, { apiUrl, enabled, key }, sealing)) return [];
  const connectionVersion = connection.lastVersion + 1;
  const sealedApiKey = sealing.seal(key, connectionVersion);
  return [
    {
      type: 'CredentialsUpdated',
      data: { connectionVersion, apiUrl, sealedApiKey, keyLast4: key.last4, enabled },
    },
  ];
}

/** A key is only kept for the server it was given for: another address must not be handed somebody's key. */
function keptKey(
  connection: ReturnType<typeof registered>['connection'],
  apiUrl: string,
  sealing: KeySealing,
): Secret {
  if (connection.status === 'none') {
    throw new DomainError('api_key_required', 'invalid', 'Give the API key: this profile has none yet.', {
      errors: [{ pointer: '/apiKey', detail: 'is required for the first connection' }],
    });
  }
  const { credentials } = connection;
  if (credentials.apiUrl !== apiUrl) {
    throw new DomainError('api_key_required', 'invalid', 'Give the API key again: the address has changed.', {
      errors: [{ pointer: '/apiKey', detail: 'is required when apiUrl changes' }],
    });
  }
  return sealing.open(credentials.sealedApiKey, credentials.connectionVersion);
}

function isAsSet(
  connection: ReturnType<typeof registered>['connection'],
  { apiUrl, enabled, key }: { apiUrl: string; enabled: boolean; key: Secret },
  sealing: KeySealing,
): boolean {
  if (connection.status === 'none') return false;
  const { credentials } = connection;
  if (credentials.apiUrl !== apiUrl || credentials.enabled !== enabled) return false;
  return sealing.open(credentials.sealedApiKey, credentials.connectionVersion).reveal() === key.reveal();
}
