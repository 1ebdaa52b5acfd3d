import type { Json, JsonObject, Uuid } from '@clipcast/kernel';
import type { ColumnType, Generated } from 'kysely';
import type { RebuildsTable, RetiredTablesTable } from './rebuild-tables.ts';

/** A timestamptz column: a Date when read, a Date when written. */
export type Timestamp = ColumnType<Date, Date | undefined, Date>;
/** A jsonb column: parsed when read, JSON text when written. */
export type JsonColumn<T> = ColumnType<T, string, string>;

export interface LogHeadTable {
  log_id: number;
  position: bigint;
  public_number: bigint;
  epoch: Uuid;
}

export interface EventsTable {
  log_id: Generated<number>;
  position: bigint;
  public_number: bigint | null;
  profile_id: Uuid;
  stream_id: Uuid;
  stream_type: string;
  version: number;
  event_id: Uuid;
  type: string;
  schema_version: number;
  data: JsonObject;
  meta: JsonObject;
  recorded_at: Date;
}

export interface CommandsTable {
  log_id: Generated<number>;
  scope: Uuid;
  command_id: Uuid;
  fingerprint: string | null;
  version: number;
  result: JsonObject;
}

export interface SnapshotsTable {
  log_id: Generated<number>;
  profile_id: Uuid;
  stream_type: string;
  stream_id: Uuid;
  version: number;
  event_id: Uuid;
  format: number;
  /** Wrapped, because null is a state too. */
  state: JsonColumn<{ value: Json }>;
}

export interface SubscriptionsTable {
  name: string;
  source: string;
  /** Of the projection whose tables stand at the position. */
  version: Generated<number>;
  /** The projection's tables; none for what only reacts. */
  tables: Generated<readonly string[]>;
  position: bigint;
  epoch: Uuid | null;
  status: string;
  error: string | null;
  updated_at: Timestamp;
}

/** `parked` waits for a person; the other two are history. */
export type LetterStatus = 'parked' | 'replayed' | 'discarded';

export interface DeadLettersTable {
  id: Uuid;
  subscription: string;
  source: string;
  epoch: Uuid;
  number: bigint;
  profile_id: Uuid;
  stream_id: Uuid;
  event: JsonColumn<JsonObject>;
  error: string;
  attempts: number;
  status: ColumnType<LetterStatus, LetterStatus | undefined, LetterStatus>;
  recorded_at: Timestamp;
  settled_at: Date | null;
  settled_by: string | null;
  reason: string | null;
}

export interface ParkedStreamsTable {
  subscription: string;
  profile_id: Uuid;
  stream_id: Uuid;
  parked_at: Timestamp;
}

/** The tables every service has; a service's own database type extends this. */
export interface LogTables {
  log_head: LogHeadTable;
  events: EventsTable;
  commands: CommandsTable;
  snapshots: SnapshotsTable;
  subscriptions: SubscriptionsTable;
  dead_letters: DeadLettersTable;
  parked_streams: ParkedStreamsTable;
  rebuilds: RebuildsTable;
  retired_tables: RetiredTablesTable;
}
