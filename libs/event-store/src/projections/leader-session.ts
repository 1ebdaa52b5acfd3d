import type { Runtime } from '@clipcast/kernel';
import pg from 'pg';

const HEARTBEAT_MS = 1_000;
const QUERY_MS_MAX = 3_000;
/** A process that was paused cannot give its locks up: the server ends its session after this long without a heartbeat. */
const SILENCE_MS_MAX = 10_000;

/** A database session that holds advisory locks and no transaction, so it holds nothing else up. */
export class LeaderSession {
  readonly #ended = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly client: pg.Client,
    private readonly runtime: Runtime,
  ) {
    client.on('error', () => this.#ended.abort());
    client.on('end', () => this.#ended.abort());
  }

  /** Connects, and keeps watch over the connection from then on. */
  static async open(databaseUrl: string, runtime: Runtime): Promise<LeaderSession> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 5_000,
      query_timeout: QUERY_MS_MAX,
      keepAlive: true,
      options: `-c idle_session_timeout=${SILENCE_MS_MAX}`,
    });
    const session = new LeaderSession(client, runtime);
    await client.connect();
    void session.#watch();
    return session;
  }

  /** Aborts when the session, and with it every lock, is gone. */
  get lost(): AbortSignal {
    return this.#ended.signal;
  }

  async tryLock(task: string): Promise<boolean> {
    const { rows } = await this.#ask<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      task,
    );
    return rows[0]?.locked ?? false;
  }

  /** Never throws: a session that cannot unlock is lost, and its locks with it. */
  async unlock(task: string): Promise<void> {
    await this.#ask('select pg_advisory_unlock(hashtextextended($1, 0))', task).catch(() => this.close());
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await this.client.end().catch(() => undefined);
  }

  async #watch(): Promise<void> {
    while (!this.lost.aborted) {
      await this.#ask('select hashtextextended($1, 0)', 'heartbeat').catch(() => this.close());
      await this.runtime.timers.sleep(HEARTBEAT_MS, this.lost);
    }
  }

  /** One question after the other: a connection takes no more, and several tasks share this one. */
  #ask<Row extends pg.QueryResultRow>(text: string, task: string): Promise<pg.QueryResult<Row>> {
    const answer = this.#queue.then(() => this.client.query<Row>(text, [`clipcast:${task}`]));
    this.#queue = answer.catch(() => undefined);
    return answer;
  }
}
