import type { ClipMedia } from '@clipcast/contracts';
import type { ClipId, PublicationId, Uuid } from '@clipcast/kernel';
import type { JsonColumn, LogTables, Timestamp } from '@clipcast/event-store';
import type { PostizTraits } from '@clipcast/postiz';
import type { CallBudget } from './call-budgets/call-budget.ts';
import type { ExistingClip } from './clips/clip.ts';
import type { RequestedPublication } from './publications/publication.ts';

interface OfProfile {
  profile_id: Uuid;
}

/** A clip with its state, folded from its facts. Removed ones have none. */
export interface ClipTable extends OfProfile {
  clip_id: ClipId;
  project_id: string | null;
  title: string;
  status: ExistingClip['status'];
  /** Of its media, or of the media that it had. */
  sha256: string | null;
  media: JsonColumn<ClipMedia> | null;
  version: number;
  registered_at: Timestamp;
  /** Of its registration in the log: the order of the list. */
  position: bigint;
}

/** A publication with its state, folded from its facts. */
export interface PublicationTable extends OfProfile {
  publication_id: PublicationId;
  clip_id: ClipId;
  integration_ids: readonly string[];
  status: string;
  state: JsonColumn<RequestedPublication>;
  trace_id: string | null;
  version: number;
  requested_at: Timestamp;
  updated_at: Timestamp;
  /** Of its request in the log: the order of the list. */
  position: bigint;
  /** Of its newest fact in the log: the order in which a profile's publications changed. */
  changed: bigint;
}

/** Media on an account, or on its way there, with the version of the publication's last fact about that. */
export interface PostedMediaTable extends OfProfile {
  publication_id: PublicationId;
  integration_id: string;
  sha256: string;
  requested_at: Timestamp;
  /** Not once the post has failed or was cancelled. */
  counts: boolean;
  version: number;
}

/** Instants that are taken, so that each post of an integration can be found by its own. */
export interface PublishInstantTable extends OfProfile {
  integration_id: string;
  publish_at: Timestamp;
}

/** Media that a Postiz already has. */
export interface UploadedMediaTable extends OfProfile {
  sha256: string;
  /** Of the connection: within it the media can be used. */
  media_scope: string;
  media_id: string;
  media_path: string;
}

/** Every version of a profile's connection; the newest counts for new publications. */
export interface ConnectionTable extends OfProfile {
  connection_version: number;
  api_url: string;
  sealed_api_key: string;
  enabled: boolean;
  removed: boolean;
}

/** How a profile wants to be published. */
export interface PublishingSettingsTable extends OfProfile {
  /** Null is the platform's default. */
  lead_seconds: number | null;
  allow_default_connection: boolean;
  /** Of the profile's stream when it was told: a higher one is newer. */
  version: number;
}

/** Who is paused, since when and why; the fleet's row has the nil UUID. Whoever is not paused has no row. */
export interface PublishingSwitchTable extends OfProfile {
  since: Timestamp;
  reason: string | null;
}

/** An organisation of a Postiz, as what calls are counted by. */
export interface PostizOrganisationTable {
  id: Uuid;
  /** Itself, or the organisation that this one turned out to be. */
  same_as: Uuid;
}

/** Whose organisation a key of a profile's connection is of; the default connection's has the nil UUID. */
export interface PostizOrganisationKeyTable extends OfProfile {
  key_name: string;
  organisation_id: Uuid;
}

/** Whose an account is; on every server for itself. */
export interface PostizOrganisationAccountTable {
  api_url: string;
  integration_id: string;
  organisation_id: Uuid;
}

/** What a Postiz organisation still takes in this hour, by endpoint. */
export interface CallBudgetTable {
  organisation_id: Uuid;
  endpoint: string;
  version: number;
  state: JsonColumn<CallBudget>;
}

/** What was seen of a Postiz that differs by its version. */
export interface PostizTraitsTable extends OfProfile {
  api_url: string;
  traits: JsonColumn<PostizTraits>;
}

/** How a profile stands with its month's budget, as billing told. */
export interface QuotaStandingTable extends OfProfile {
  month: string;
  exhausted: boolean;
  enforcement: string;
  spent_usd: string;
  reserved_usd: string;
  limit_usd: string;
  /** Of the month's stream in billing when it was told: a higher one is newer. */
  version: number;
}

/** Profiles that profile-service has told of. */
export type KnownProfileTable = OfProfile;

export interface PublishTables extends LogTables {
  known_profile: KnownProfileTable;
  clip: ClipTable;
  publication: PublicationTable;
  posted_media: PostedMediaTable;
  publish_instant: PublishInstantTable;
  uploaded_media: UploadedMediaTable;
  connection: ConnectionTable;
  publishing_settings: PublishingSettingsTable;
  publishing_switch: PublishingSwitchTable;
  postiz_organisation: PostizOrganisationTable;
  postiz_organisation_key: PostizOrganisationKeyTable;
  postiz_organisation_account: PostizOrganisationAccountTable;
  call_budget: CallBudgetTable;
  postiz_traits: PostizTraitsTable;
  quota_standing: QuotaStandingTable;
}
