import type { LogTables } from '@clipcast/event-store';
import type { Uuid } from '@clipcast/kernel';

/** One profile in the list of all. */
export interface ProfileTable {
  profile_id: Uuid;
  name: string;
  slug: string;
  connected: boolean;
  /** Of the profile's stream when the row was last changed. */
  version: number;
  /** Of its registration in the log: the order of the list. */
  position: bigint;
}

export interface ProfileTables extends LogTables {
  profile: ProfileTable;
}
