import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { LogTables } from './log-tables.ts';

/** One service's database: the pool for the append statement, Kysely for everything else, on the same connections. */
export interface Database<Tables extends LogTables = LogTables> {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

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
 * the server-side limits.
 */
export function openDatabase<Tables extends LogTables>(url: string, maxConnections = 10): Database<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    types,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 10_000,
  });
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { url, pool, db, close: () => db.destroy() };
}
