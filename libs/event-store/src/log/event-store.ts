import type { Service } from '@clipcast/contracts';
import { bareId, prefixed, type Ids, type Uuid } from '@clipcast/kernel';
import { sql, type Selectable } from 'kysely';
import type { EventsTable } from '../database/log-tables.ts';
import type { Database } from '../database/open-database.ts';
import { appendParameters, appendStatement, outcomeOf, type AppendRow } from './append.ts';
import type {
  AppendCommand,
  AppendOutcome,
  EventMeta,
  FirstAnswer,
  LogHead,
  RecordedEvent,
  StreamRef,
} from './events.ts';

const LOG_ID = 1;
const PAGE_EVENTS_MAX = 1_000;

/**
 * One service's append-only log on PostgreSQL. Positions are 1, 2, 3 … without holes, position order is commit order,
 * and any reader at any moment sees a prefix (design, section 4).
 */
export class EventStore {
  readonly #database: Database;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly service: Service,
    database: Database,
    private readonly ids: Ids,
  ) {
    this.#database = database;
  }

  /**
   * Appends the facts of several commands in one round trip and one commit. Each command is answered alone, in order: a
   * conflict or a repeated command id leaves its neighbours untouched. Never throws for those outcomes.
   * @throws {ZodError} when a public fact breaks its contract, {DomainError} `event_too_large`, or the driver's error; in
   * each case nothing was appended, save that a connection lost in the middle leaves the outcome unknown.
   */
  async append(commands: readonly AppendCommand[]): Promise<AppendOutcome[]> {
    const values = appendParameters(this.service, commands, this.ids);
    const { rows } = await this.#database.pool.query<AppendRow>({ ...appendStatement, values });
    for (const listener of this.#listeners) listener();
    return rows.map(outcomeOf);
  }

  /** The facts of one stream after a version, in order; empty when the profile has no stream of this type and id. */
  async readStream(stream: StreamRef, afterVersion = 0): Promise<RecordedEvent[]> {
    const rows = await this.#tables
      .selectFrom('events')
      .selectAll()
      .where('log_id', '=', LOG_ID)
      .where('profile_id', '=', bareId(stream.profileId))
      .where('stream_id', '=', stream.id)
      .where('stream_type', '=', stream.type)
      .where('version', '>', afterVersion)
      .orderBy('version')
      .execute();
    return rows.map(recorded);
  }

  /** Up to `limit` facts of the whole log after a position, in order. */
  async readAll(afterPosition: bigint, limit = PAGE_EVENTS_MAX): Promise<RecordedEvent[]> {
    const rows = await this.#tables
      .selectFrom('events')
      .selectAll()
      .where('log_id', '=', LOG_ID)
      .where('position', '>', afterPosition)
      .orderBy('position')
      .limit(limit)
      .execute();
    return rows.map(recorded);
  }

  /** Up to `limit` public facts after a public number, in order. */
  async readPublic(afterNumber: bigint, limit = PAGE_EVENTS_MAX): Promise<RecordedEvent[]> {
    const rows = await this.#tables
      .selectFrom('events')
      .selectAll()
      .where('log_id', '=', LOG_ID)
      .where('public_number', '>', afterNumber)
      .orderBy('public_number')
      .limit(limit)
      .execute();
    return rows.map(recorded);
  }

  /** Where the log ends now. */
  async head(): Promise<LogHead> {
    const row = await this.#tables
      .selectFrom('log_head')
      .selectAll()
      .where('log_id', '=', LOG_ID)
      .executeTakeFirstOrThrow();
    return { position: row.position, publicNumber: row.public_number, epoch: row.epoch };
  }

  /** What a command id was answered with, or undefined when it is new to this scope. */
  async findCommand(scope: Uuid, commandId: Uuid): Promise<FirstAnswer | undefined> {
    const { rows } = await sql<{ result: { value: FirstAnswer['result'] }; fingerprint: string | null }>`
      select result, fingerprint from commands
       where log_id = ${LOG_ID} and scope = ${scope} and command_id = ${commandId}`.execute(this.#tables);
    return rows[0] && { result: rows[0].result.value, fingerprint: rows[0].fingerprint };
  }

  /** Calls `listener` after every append of this process; the returned function ends that. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get #tables() {
    return this.#database.db;
  }
}

function recorded(row: Selectable<EventsTable>): RecordedEvent {
  return {
    position: row.position,
    publicNumber: row.public_number,
    profileId: prefixed('prf', row.profile_id),
    streamId: row.stream_id,
    streamType: row.stream_type,
    version: row.version,
    id: row.event_id,
    type: row.type,
    schemaVersion: row.schema_version,
    data: row.data,
    meta: row.meta as unknown as EventMeta,
    recordedAt: row.recorded_at,
  };
}
