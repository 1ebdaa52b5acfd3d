import type pg from 'pg';

/**
 * Lets a pool lose connections: one that breaks fails the query it works on and is replaced. Without a listener its error
 * would end the process, and the pool itself listens to idle ones only.
 */
export function survivingLostConnections(pool: pg.Pool): pg.Pool {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
