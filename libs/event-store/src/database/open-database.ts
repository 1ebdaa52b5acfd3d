import { Socket } from 'node:net';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { LogTables } from './log-tables.ts';
import { survivingLostConnections } from './lost-connections.ts';

/** One service's database: the pool for the append statement, Kysely for everything else, on the same connections. */
export interface Database<Tables extends LogTables = LogTables> {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

/** How long a query waits for its answer. */
const ANSWER_MS_MAX = 15_000;
/** How much sooner a server that is alive ends a statement itself. */
const STATEMENT_EARLIER_MS = 1_000;
/** How much sooner a connection over which nothing came counts as lost; not before the server has had its say. */
const SILENCE_EARLIER_MS = 500;
const IDLE_MS_MAX = 10_000;

/** Bigint columns are bigints, never text and never a float. */
const types = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8
      ? BigInt
      : (pg.types.getTypeParser(oid, format) as unknown)) as typeof pg.types.getTypeParser,
};

/**
 * Opens a pool. Nothing is connected before the first query, so a database that is down shows as a failing query and
 * heals by itself. A session that stops inside its own transaction would block every writer behind the head row, hence
 * the server-side limits. A host that is gone without a word ends no connection, hence the limit on silence: every
 * statement has ended by itself before it, so only a lost connection is as quiet as that.
 */
export function openDatabase<Tables extends LogTables>(
  url: string,
  maxConnections = 10,
  answerMsMax = ANSWER_MS_MAX,
): Database<Tables> {
  const options: pg.PoolConfig = {
    connectionString: url,
    max: maxConnections,
    types,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    // Below the limit on silence, so that an idle connection ends in good order.
    idleTimeoutMillis: Math.min(IDLE_MS_MAX, answerMsMax / 2),
    query_timeout: answerMsMax,
    statement_timeout: answerMsMax - STATEMENT_EARLIER_MS,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 10_000,
    stream: () => socketThatEndsInSilence(answerMsMax - SILENCE_EARLIER_MS),
  };
  const pool = survivingLostConnections(new pg.Pool(options));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  // Kysely ends the pool only if it was ever asked anything itself.
  const close = async (): Promise<void> => {
    await db.destroy();
    if (!pool.ending) await pool.end();
  };
  return { url, pool, db, close };
}

/** The driver's own timeout fails the query but keeps its connection, on which every later query would wait as long. */
function socketThatEndsInSilence(silenceMsMax: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMsMax, () => socket.destroy());
  return socket;
}
