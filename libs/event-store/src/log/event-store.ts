import { eventVersions, type EventVersions, type Service } from '@clipcast/contracts';
import { bareId, type Runtime, type Uuid } from '@clipcast/kernel';
import { CompiledQuery, sql, type Transaction } from 'kysely';
import type { LogTables } from '../database/log-tables.ts';
import type { Database } from '../database/open-database.ts';
import { SharedStatement } from '../database/shared-statement.ts';
import { appendCommands, type AppendStatement, type LinkedCommand } from './append-statement.ts';
import { encodeCommand, type EncodedCommand } from './encoded-command.ts';
import { GroupCommit } from './group-commit.ts';
import { readEvents, readStreamParts, type ReadPart, type StreamPart } from './read-events.ts';
import { RecentEvents } from './recent-events.ts';
import type {
  AppendCommand,
  AppendOutcome,
  FirstAnswer,
  LogHead,
  RecordedEvent,
  Snapshot,
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
  readonly #groupCommit: GroupCommit;
  readonly #streamReads: SharedStatement<StreamPart, ReadPart>;
  readonly #headReads: SharedStatement<null, LogHead>;
  readonly #recent: RecentEvents;
  #prepares = true;

  constructor(
    readonly service: Service,
    database: Database,
    private readonly runtime: Pick<Runtime, 'ids' | 'timers'>,
    /** What turns stored facts of every version into today's; facts that are private to a service may have some too. */
    private readonly versions: EventVersions = eventVersions(service),
  ) {
    this.#database = database;
    this.#groupCommit = new GroupCommit((commands) => this.#write(commands), runtime.timers);
    this.#streamReads = new SharedStatement(
      (parts) => readStreamParts(database.pool, versions, LOG_ID, parts),
      runtime.timers,
    );
    this.#headReads = new SharedStatement(async (asked) => {
      const head = await this.#readHead();
      return asked.map(() => head);
    }, runtime.timers);
    const reads = {
      all: (after: bigint, limit: number) => this.readAll(after, limit),
      ofPublic: (after: bigint, limit: number) => this.readPublic(after, limit),
    };
    this.#recent = new RecentEvents(reads, runtime.timers);
  }

  /**
   * Appends the facts of several commands. Commands that wait at the same time in this process share one round trip and one
   * commit, and each is answered alone, in order: a conflict or a repeated command id leaves its neighbours untouched.
   * Never throws for those outcomes.
   * @throws {ZodError} when a public fact breaks its contract, {DomainError} `event_too_large`, and then nothing of the
   * call was appended; `overloaded` (503) when too many commands wait; or the driver's error: that command was not
   * appended, save that a connection lost in the middle leaves the outcome unknown.
   */
  async append(commands: readonly AppendCommand[]): Promise<AppendOutcome[]> {
    const encoded = commands.map((command) => this.encode(command));
    this.#groupCommit.requireRoom(encoded.length);
    const answers = await Promise.all(encoded.map((command) => this.#groupCommit.append([command])));
    return answers.flat();
  }

  /** Checks and encodes a command for {@link appendChain}. @throws as {@link append} does for a bad command. */
  encode(command: AppendCommand): EncodedCommand {
    return encodeCommand(this.service, this.versions, command, this.runtime.ids);
  }

  /**
   * Appends commands of one stream of which each was decided after the one before it: a command counts only if those
   * before it were appended, and is a conflict otherwise.
   */
  appendChain(commands: readonly EncodedCommand[]): Promise<AppendOutcome[]> {
    return this.#groupCommit.append(commands);
  }

  /**
   * Appends one command at the end of a transaction in which `work` wrote other rows: both are committed, or neither, which
   * is so for every other outcome than `appended`. The log is locked from the append to the commit only.
   * @throws what `work` throws.
   */
  async appendWith(
    command: EncodedCommand,
    work: (tx: Transaction<LogTables>) => Promise<void>,
  ): Promise<AppendOutcome> {
    const tx = await this.#tables.startTransaction().execute();
    try {
      await work(tx);
      const [outcome] = await appendCommands(
        async <Row>({ text }: AppendStatement, values: unknown[]) =>
          (await tx.executeQuery<Row>(CompiledQuery.raw(text, values))).rows,
        [{ command, follows: false }],
      );
      if (!outcome) throw new Error('The append statement gave no answer.');
      await (outcome.outcome === 'appended' ? tx.commit() : tx.rollback()).execute();
      this.#announce([outcome]);
      return outcome;
    } catch (error) {
      if (!tx.isCommitted && !tx.isRolledBack)
        await tx
          .rollback()
          .execute()
          .catch(() => undefined);
      throw error;
    }
  }

  /**
   * The facts of one stream after a version, in order, all of them unless a limit is given; empty when the profile has no
   * stream of this type and id.
   */
  async readStream(stream: StreamRef, afterVersion = 0, limit?: number): Promise<RecordedEvent[]> {
    const read = await this.#streamReads.ask({ stream, afterVersion, limit });
    return read();
  }

  /** Up to `limit` facts of the whole log after a position, in order. */
  readAll(afterPosition: bigint, limit = PAGE_EVENTS_MAX): Promise<RecordedEvent[]> {
    return this.#read('and position > $2 order by position limit $3', [LOG_ID, afterPosition, limit]);
  }

  /** Up to `limit` public facts after a public number, in order. */
  readPublic(afterNumber: bigint, limit = PAGE_EVENTS_MAX): Promise<RecordedEvent[]> {
    return this.#read('and public_number > $2 order by public_number limit $3', [LOG_ID, afterNumber, limit]);
  }

  /**
   * As {@link readAll}, for whoever follows the log: those who are near its end share one read, and the facts themselves,
   * which nobody may change.
   */
  follow(afterPosition: bigint, limit = PAGE_EVENTS_MAX): Promise<readonly RecordedEvent[]> {
    return this.#recent.after(afterPosition, limit);
  }

  /** As {@link readPublic}, for whoever follows the log. */
  followPublic(afterNumber: bigint, limit = PAGE_EVENTS_MAX): Promise<readonly RecordedEvent[]> {
    return this.#recent.publicAfter(afterNumber, limit);
  }

  /** The newest snapshot of a stream in the given format. */
  async readSnapshot(stream: StreamRef, format: number): Promise<Snapshot | undefined> {
    const row = await this.#tables
      .selectFrom('snapshots')
      .select(['version', 'event_id', 'state'])
      .where('log_id', '=', LOG_ID)
      .where('profile_id', '=', bareId(stream.profileId))
      .where('stream_type', '=', stream.type)
      .where('stream_id', '=', stream.id)
      .where('format', '=', format)
      .executeTakeFirst();
    return row && { version: row.version, lastEventId: row.event_id, state: row.state.value };
  }

  /**
   * Keeps a state so that its stream opens quickly. An older one never replaces a newer one of the same format. Answers how
   * long its text is.
   */
  async saveSnapshot(
    stream: StreamRef,
    format: number,
    { version, lastEventId, state }: Snapshot,
  ): Promise<number> {
    const text = JSON.stringify({ value: state });
    await sql`
      insert into snapshots (log_id, profile_id, stream_type, stream_id, version, event_id, format, state)
      values (${LOG_ID}, ${bareId(stream.profileId)}, ${stream.type}, ${stream.id}, ${version}, ${lastEventId}, ${format},
              ${text})
      on conflict (log_id, profile_id, stream_type, stream_id)
      do update set version = excluded.version, event_id = excluded.event_id, format = excluded.format, state = excluded.state
       where snapshots.format <> excluded.format or snapshots.version < excluded.version`.execute(
      this.#tables,
    );
    return text.length;
  }

  /** Where the log ends now. */
  head(): Promise<LogHead> {
    return this.#headReads.ask(null);
  }

  /**
   * Begins a new epoch: whoever follows this log is told that its numbers may mean other facts than before. For the operator
   * who has put an older state of the database back.
   */
  async renewEpoch(): Promise<Uuid> {
    const { epoch } = await this.#tables
      .updateTable('log_head')
      .set({ epoch: this.runtime.ids.next() })
      .where('log_id', '=', LOG_ID)
      .returning('epoch')
      .executeTakeFirstOrThrow();
    return epoch;
  }

  /** What a command id was answered with, or undefined when it is new to this scope. */
  async findCommand(scope: Uuid, commandId: Uuid): Promise<FirstAnswer | undefined> {
    const { rows } = await sql<{ result: { value: FirstAnswer['result'] }; fingerprint: string | null }>`
      select result, fingerprint from commands
       where log_id = ${LOG_ID} and scope = ${scope} and command_id = ${commandId}`.execute(this.#tables);
    return rows[0] && { result: rows[0].result.value, fingerprint: rows[0].fingerprint };
  }

  /** Calls `listener` after every append of facts by this process; the returned function ends that. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #read(selection: Parameters<typeof readEvents>[2], values: readonly unknown[]): Promise<RecordedEvent[]> {
    return readEvents(this.#database.pool, this.versions, selection, values);
  }

  async #readHead(): Promise<LogHead> {
    const row = await this.#tables
      .selectFrom('log_head')
      .selectAll()
      .where('log_id', '=', LOG_ID)
      .executeTakeFirstOrThrow();
    return { position: row.position, publicNumber: row.public_number, epoch: row.epoch };
  }

  async #write(linked: readonly LinkedCommand[]): Promise<AppendOutcome[]> {
    const outcomes = await appendCommands((statement, values) => this.#run(statement, values), linked);
    this.#announce(outcomes);
    return outcomes;
  }

  /** A pooler that changes connections between transactions may not know what was prepared: from then on nothing is. */
  async #run<Row>({ name, text }: AppendStatement, values: unknown[]): Promise<readonly Row[]> {
    const query = { text, values };
    try {
      const { rows } = await this.#database.pool.query(this.#prepares ? { ...query, name } : query);
      return rows as Row[];
    } catch (error) {
      if (!this.#prepares || !isUnknownPreparation(error)) throw error;
      this.#prepares = false;
      return (await this.#database.pool.query(query)).rows as Row[];
    }
  }

  /** A confirmed refusal is an append without facts: whoever follows the log has nothing to look for. */
  #announce(outcomes: readonly AppendOutcome[]): void {
    if (!outcomes.some((outcome) => outcome.outcome === 'appended' && outcome.position > 0n)) return;
    for (const listener of this.#listeners) listener();
  }

  get #tables() {
    return this.#database.db;
  }
}

/** SQLSTATE 26000 (no such prepared statement) and 42P05 (there is one already): the statement was not carried out. */
const isUnknownPreparation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['26000', '42P05'].includes(String(error.code));
