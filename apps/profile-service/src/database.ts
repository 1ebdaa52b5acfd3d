import type { JsonColumn, LogTables, Timestamp } from '@clipcast/event-store';
import type { ClipId, Micros, PublicationId, Uuid } from '@clipcast/kernel';
import type { ColumnType } from 'kysely';
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

interface OfProfile {
  profile_id: Uuid;
}

/** A clip as the dashboard shows it; removed ones stay, so that they are not counted again. */
export interface DashboardClipTable extends OfProfile {
  clip_id: ClipId;
  project_id: string | null;
  title: string;
  status: 'rendering' | 'ready' | 'removed';
  registered_at: Timestamp;
  rendered_at: ColumnType<Date | null, Date | null, Date | null>;
  version: number;
}

/** How a publication ended so far. */
export interface DashboardPublicationTable extends OfProfile {
  publication_id: PublicationId;
  clip_id: ClipId;
  published: number;
  failed_on: string | null;
  version: number;
}

/** What a profile did on a day, UTC. */
export interface DashboardDayTable extends OfProfile {
  /** `2026-03-01`. */
  day: string;
  clips: number;
  rendered: number;
  published: number;
  failed: number;
  /** Projects whose newest clip is of this day. */
  projects: number;
}

/** How a profile's month stands, as billing-service told last. */
export interface DashboardMonthTable extends OfProfile {
  month: string;
  spent_micros: Micros;
  reserved_micros: Micros;
  exhausted_at: ColumnType<Date | null, Date | null, Date | null>;
  version: number;
}

/** What a profile spent with a provider on a day, UTC. */
export interface DashboardCostTable extends OfProfile {
  day: string;
  provider: string;
  micros: Micros;
  entries: number;
}

export interface ProfileTables extends LogTables {
  profile: ProfileTable;
  seen_integration: SeenIntegrationTable;
  dashboard_clip: DashboardClipTable;
  dashboard_publication: DashboardPublicationTable;
  dashboard_day: DashboardDayTable;
  dashboard_month: DashboardMonthTable;
  dashboard_cost: DashboardCostTable;
}
