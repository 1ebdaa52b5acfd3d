import type { JsonObject, Uuid } from '@clipcast/kernel';
import type { ColumnType, Generated } from 'kysely';

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

export interface SubscriptionsTable {
  name: string;
  source: string;
  position: bigint;
  epoch: Uuid | null;
  status: string;
  error: string | null;
  updated_at: Timestamp;
}

export interface DeadLettersTable {
  id: Generated<Uuid>;
  subscription: string;
  source: string;
  number: bigint;
  profile_id: Uuid;
  stream_id: Uuid;
  event: JsonColumn<JsonObject>;
  error: string;
  attempts: number;
  status: Generated<string>;
  recorded_at: Timestamp;
}

export interface ParkedStreamsTable {
  subscription: string;
  profile_id: Uuid;
  stream_id: Uuid;
}

/** The tables every service has; a service's own database type extends this. */
export interface LogTables {
  log_head: LogHeadTable;
  events: EventsTable;
  commands: CommandsTable;
  subscriptions: SubscriptionsTable;
  dead_letters: DeadLettersTable;
  parked_streams: ParkedStreamsTable;
}
