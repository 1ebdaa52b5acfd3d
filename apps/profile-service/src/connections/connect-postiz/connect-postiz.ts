import type { CredentialsUpdated } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ProfileId, type Secret } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import {
  registered,
  type Connection,
  type OrganisationSeen,
  type ProfileState,
} from '../../profiles/profile.ts';
import type { Versioned } from '../../profiles/profile-view.ts';
import type { ConnectedView } from '../connection-view.ts';
import { seeOrganisation, seenBehind } from '../see-organisation/see-organisation.ts';

/** Where a profile's Postiz is, and the key to it. Without a key the one that is set stays. */
export class ConnectPostiz extends Command<Versioned<ConnectedView>> {
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

/** What a key showed a moment ago at the address that is to be connected: the ids of the accounts there. */
export interface Glance {
  readonly apiKey: Secret;
  readonly integrationIds: readonly string[];
}

type Asked = Pick<ConnectPostiz, 'apiUrl' | 'apiKey' | 'enabled'> & { readonly glance: Glance | undefined };

/**
 * A new version of the connection, with the key sealed for it. The same connection again is no news. With the same key at
 * the same address, whatever was seen behind it before is behind it still.
 */
export function connectPostiz(
  { apiUrl, apiKey, enabled, glance }: Asked,
  state: ProfileState,
  sealing: KeySealing,
): (CredentialsUpdated | OrganisationSeen)[] {
  const { connection } = registered(state);
  const key = apiKey ?? keptKey(connection, apiUrl, sealing);
  // The key that is kept may be another one by now than that with which was looked.
  const integrationIds = glance?.apiKey.reveal() === key.reveal() ? glance.integrationIds : [];
  const current = withSameKey(connection, apiUrl, key, sealing);
  if (current?.credentials.enabled === enabled) {
    return seeOrganisation({ connectionVersion: current.lastVersion, integrationIds }, state);
  }
  const connectionVersion = connection.lastVersion + 1;
  const sealedApiKey = sealing.seal(key, connectionVersion);
  const seen = [...(current?.integrationIds ?? []), ...integrationIds];
  return [
    {
      type: 'CredentialsUpdated',
      data: { connectionVersion, apiUrl, sealedApiKey, keyLast4: key.last4, enabled },
    },
    ...seenBehind(connectionVersion, [], seen),
  ];
}

/** A key is only kept for the server it was given for: another address must not be handed somebody's key. */
function keptKey(connection: Connection, apiUrl: string, sealing: KeySealing): Secret {
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

/** The connection that is set, if it has this key at this address. */
function withSameKey(
  connection: Connection,
  apiUrl: string,
  key: Secret,
  sealing: KeySealing,
): (Connection & { status: 'set' }) | undefined {
  if (connection.status === 'none' || connection.credentials.apiUrl !== apiUrl) return undefined;
  const { sealedApiKey, connectionVersion } = connection.credentials;
  const isSame = sealing.open(sealedApiKey, connectionVersion).reveal() === key.reveal();
  return isSame ? connection : undefined;
}
