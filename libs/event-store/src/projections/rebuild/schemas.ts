import { sql, type Kysely, type Transaction } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import type { ReadModel } from './read-model.ts';

const schemaFor = (purpose: string, name: string): string => `${purpose}_${name.replaceAll('-', '_')}`;

/** Where a read model's tables are while they are built. */
export const shadowSchema = (name: string): string => schemaFor('rebuild', name);
/** Where the tables are that served before. */
export const retiredSchema = (name: string): string => schemaFor('retired', name);
/** Where tables are built only to be compared. */
export const scratchSchema = (name: string): string => schemaFor('scratch', name);

/** The schema whose tables serve: the one that unqualified names mean outside of a rebuild. */
export async function servingSchema(db: Kysely<LogTables>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  const [found] = rows;
  if (!found) throw new Error('The database has no schema to make tables in.');
  return found.name;
}

/**
 * Runs `work` with unqualified names that mean one schema and nothing else: a table that a projection uses without
 * declaring it is missing there, and is not taken for the one that serves.
 */
export async function inSchema<T>(
  tx: Transaction<LogTables>,
  schema: string,
  work: () => Promise<T>,
): Promise<T> {
  const { rows } = await sql<{ before: string }>`select current_setting('search_path') as before`.execute(tx);
  await setSearchPath(tx, `"${schema}"`);
  const result = await work();
  // After a failure the transaction is over, and the setting with it.
  await setSearchPath(tx, rows[0]?.before ?? 'public');
  return result;
}

const setSearchPath = (tx: Transaction<LogTables>, path: string) =>
  sql`select set_config('search_path', ${path}, true)`.execute(tx);

/** Makes a read model's tables, empty, in a schema that is made anew. */
export async function createTablesIn(
  tx: Transaction<LogTables>,
  schema: string,
  { tables }: ReadModel,
): Promise<void> {
  await dropSchema(tx, schema);
  await sql`create schema ${sql.id(schema)}`.execute(tx);
  await inSchema(tx, schema, async () => {
    for (const table of tables) await table.create(tx as never);
  });
}

/** Makes the indexes that only readers need. */
export const createIndexesIn = (
  tx: Transaction<LogTables>,
  schema: string,
  { tables }: ReadModel,
): Promise<void> =>
  inSchema(tx, schema, async () => {
    for (const table of tables) await table.indexes?.(tx as never);
  });

/** Removes a schema with everything in it, if it is there. */
export async function dropSchema(db: Kysely<LogTables>, schema: string): Promise<void> {
  await sql`drop schema if exists ${sql.id(schema)} cascade`.execute(db);
}
