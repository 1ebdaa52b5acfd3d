import type { JsonColumn, LogTables } from '@clipcast/event-store';
import type { Uuid } from '@clipcast/kernel';
import type { PublishingSettings } from './profiles/publishing-settings.ts';

/** One profile in the list of all. */
export interface ProfileTable {
  profile_id: Uuid;
  name: string;
  slug: string;
  connected: boolean;
  publishing: JsonColumn<PublishingSettings>;
  /** Of the profile's stream when the row was last changed. */
  version: number;
  /** Of its registration in the log: the order of the list. */
  position: bigint;
}

/** An account seen behind the connection that a profile has now. */
export interface SeenIntegrationTable {
  profile_id: Uuid;
  integration_id: string;
}

export interface ProfileTables extends LogTables {
  profile: ProfileTable;
  seen_integration: SeenIntegrationTable;
}
