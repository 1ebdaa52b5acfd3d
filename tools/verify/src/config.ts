import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const POSTGRES_PORT_OFFSET = 32;

/**
 * Billing-service's database on the platform of this machine: of the server in DATABASE_URL, or of the embedded one of
 * CLIPCAST_PORT and CLIPCAST_DATA_DIR.
 * @throws {Error} when there is no such platform.
 */
export function localDatabaseUrl(environment: NodeJS.ProcessEnv = process.env): string {
  const {
    DATABASE_URL: server,
    CLIPCAST_PORT: port = '4100',
    CLIPCAST_DATA_DIR: data = '.clipcast',
  } = environment;
  if (server) return Object.assign(new URL(server), { pathname: '/clipcast_billing' }).href;
  const passwordFile = resolve(data, 'keys', 'postgres.password');
  if (!existsSync(passwordFile))
    throw new Error(
      `There is no platform in ${resolve(data)}. Set CLIPCAST_DATA_DIR and CLIPCAST_PORT as for npm start, or name a database with --database.`,
    );
  const password = encodeURIComponent(readFileSync(passwordFile, 'utf8').trim());
  return `postgres://clipcast:${password}@127.0.0.1:${Number(port) + POSTGRES_PORT_OFFSET}/clipcast_billing`;
}
