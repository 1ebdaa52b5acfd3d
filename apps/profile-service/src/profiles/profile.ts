import type {
  CredentialsRemoved,
  CredentialsUpdated,
  NarrationSettingsUpdated,
  ProfileRegistered,
  ProfileRenamed,
  QuotaChanged,
} from '@clipcast/contracts';
import type { Aggregate } from '@clipcast/event-store';
import { profileNotFound } from '@clipcast/kernel';

/** Everything that can happen to a profile. Its settings live in its own stream, so its history is one list. */
export type ProfileEvent =
  | ProfileRegistered
  | ProfileRenamed
  | CredentialsUpdated
  | CredentialsRemoved
  | NarrationSettingsUpdated
  | QuotaChanged;

/** The link to the profile's own Postiz. A version is never used again, also not after a removal. */
export type Connection =
  | { readonly status: 'none'; readonly lastVersion: number }
  | {
      readonly status: 'set';
      readonly lastVersion: number;
      readonly credentials: CredentialsUpdated['data'];
    };

export interface RegisteredProfile {
  readonly status: 'registered';
  readonly name: string;
  readonly slug: string;
  readonly connection: Connection;
  readonly narration: NarrationSettingsUpdated['data'] | null;
  readonly quota: QuotaChanged['data'];
}

export type ProfileState = { readonly status: 'unknown' } | RegisteredProfile;

/** Until an operator sets a limit there is none; a warning at 90 percent waits for the day there is one. */
const NO_QUOTA: QuotaChanged['data'] = { monthlyLimitUsd: '0', warnAtPercent: 90, enforcement: 'hard' };

export const profile: Aggregate<ProfileState, ProfileEvent> = {
  streamType: 'profile',
  initialState: { status: 'unknown' },
  eventTypes: {
    ProfileRegistered: true,
    ProfileRenamed: true,
    CredentialsUpdated: true,
    CredentialsRemoved: true,
    NarrationSettingsUpdated: true,
    QuotaChanged: true,
  },
  evolve(state, event): ProfileState {
    if (event.type === 'ProfileRegistered') {
      const connection: Connection = { status: 'none', lastVersion: 0 };
      return { status: 'registered', ...event.data, connection, narration: null, quota: NO_QUOTA };
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
    case 'CredentialsUpdated':
      return {
        ...state,
        connection: { status: 'set', lastVersion: event.data.connectionVersion, credentials: event.data },
      };
    case 'CredentialsRemoved':
      return { ...state, connection: { status: 'none', lastVersion: event.data.connectionVersion } };
    case 'NarrationSettingsUpdated':
      return { ...state, narration: event.data };
    case 'QuotaChanged':
      return { ...state, quota: event.data };
  }
}

/** The profile, or a refusal that tells nothing about other tenants. */
export function registered(state: ProfileState): RegisteredProfile {
  if (state.status === 'unknown') throw profileNotFound();
  return state;
}
