import { Kysely, PostgresDialect } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import pg from 'pg';
import { survivingLostConnections } from './lost-connections.ts';
import { logMigrations } from '../migrations/index.ts';

/**
 * Brings a database to the newest schema: the log's tables first, then the service's own. Replicas that start together
 * wait for each other on Kysely's migration lock.
 * @throws the error of the migration that failed; what came before it stays.
 */
export async function migrateToLatest(
  url: string,
  own: Readonly<Record<string, Migration>> = {},
): Promise<void> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool: survivingLostConnections(new pg.Pool({ connectionString: url, max: 2 })),
    }),
  });
  try {
    await run(db, 'log', logMigrations);
    await run(db, 'service', own);
  } finally {
    await db.destroy();
  }
}

async function run(
  db: Kysely<unknown>,
  owner: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: `${owner}_migration`,
    migrationLockTableName: `${owner}_migration_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('migration failed', { cause: error });
}
