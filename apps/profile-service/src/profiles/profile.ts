import type {
  CredentialsRemoved,
  CredentialsUpdated,
  NarrationSettingsUpdated,
  ProfileRegistered,
  ProfileRenamed,
  PublishingSettingsUpdated,
  QuotaChanged,
} from '@clipcast/contracts';
import type { Aggregate, DomainEvent } from '@clipcast/event-store';
import { profileNotFound } from '@clipcast/kernel';
import { DEFAULT_PUBLISHING, type PublishingSettings } from './publishing-settings.ts';

/**
 * Accounts were seen behind a version of the connection; those seen before are named again. They are what the Postiz
 * organisation is recognised by.
 */
export type OrganisationSeen = DomainEvent<
  'OrganisationSeen',
  { readonly connectionVersion: number; readonly integrationIds: readonly string[] }
>;

/** Everything that can happen to a profile. Its settings live in its own stream, so its history is one list. */
export type ProfileEvent =
  | ProfileRegistered
  | ProfileRenamed
  | PublishingSettingsUpdated
  | CredentialsUpdated
  | CredentialsRemoved
  | OrganisationSeen
  | NarrationSettingsUpdated
  | QuotaChanged;

/** The link to the profile's own Postiz. A version is never used again, also not after a removal. */
export type Connection =
  | { readonly status: 'none'; readonly lastVersion: number }
  | {
      readonly status: 'set';
      readonly lastVersion: number;
      readonly credentials: CredentialsUpdated['data'];
      /** The accounts seen behind this version of it; none while Postiz did not show any. */
      readonly integrationIds: readonly string[];
    };

export interface RegisteredProfile {
  readonly status: 'registered';
  readonly name: string;
  readonly slug: string;
  readonly publishing: PublishingSettings;
  readonly connection: Connection;
  readonly narration: NarrationSettingsUpdated['data'] | null;
  readonly quota: QuotaChanged['data'];
}

export type ProfileState = { readonly status: 'unknown' } | RegisteredProfile;

/** Until an operator sets a limit there is none; a warning at 90 percent waits for the day there is one. */
const NO_QUOTA: QuotaChanged['data'] = {
  monthlyLimitUsd: '0',
  warnAtPercent: 90,
  alsoTellAtPercent: [],
  enforcement: 'hard',
};

export const profile: Aggregate<ProfileState, ProfileEvent> = {
  streamType: 'profile',
  initialState: { status: 'unknown' },
  eventTypes: {
    ProfileRegistered: true,
    ProfileRenamed: true,
    PublishingSettingsUpdated: true,
    CredentialsUpdated: true,
    CredentialsRemoved: true,
    OrganisationSeen: true,
    NarrationSettingsUpdated: true,
    QuotaChanged: true,
  },
  evolve(state, event): ProfileState {
    if (event.type === 'ProfileRegistered') {
      const connection: Connection = { status: 'none', lastVersion: 0 };
      return {
        status: 'registered',
        ...event.data,
        publishing: DEFAULT_PUBLISHING,
        connection,
        narration: null,
        quota: NO_QUOTA,
      };
    }
    return state.status === 'unknown' ? state : evolveRegistered(state, event);
  },
};

function evolveRegistered(
  state: RegisteredProfile,
  event: Exclude<ProfileEvent, ProfileRegistered>,
): ProfileState {
  switch (event.type) {
    case 'ProfileRenamed':
      return { ...state, name: event.data.name };
    case 'PublishingSettingsUpdated':
      return { ...state, publishing: event.data };
    case 'CredentialsUpdated':
      return {
        ...state,
        connection: {
          status: 'set',
          lastVersion: event.data.connectionVersion,
          credentials: event.data,
          integrationIds: [],
        },
      };
    case 'CredentialsRemoved':
      return { ...state, connection: { status: 'none', lastVersion: event.data.connectionVersion } };
    case 'OrganisationSeen':
      return { ...state, connection: seenConnection(state.connection, event.data) };
    case 'NarrationSettingsUpdated':
      return { ...state, narration: event.data };
    case 'QuotaChanged':
      return { ...state, quota: event.data };
  }
}

/** What was seen behind an older version says nothing about this one. */
function seenConnection(
  connection: Connection,
  { connectionVersion, integrationIds }: OrganisationSeen['data'],
): Connection {
  if (connection.status === 'none' || connection.lastVersion !== connectionVersion) return connection;
  return { ...connection, integrationIds };
}

/** The profile, or a refusal that tells nothing about other tenants. */
export function registered(state: ProfileState): RegisteredProfile {
  if (state.status === 'unknown') throw profileNotFound();
  return state;
}
