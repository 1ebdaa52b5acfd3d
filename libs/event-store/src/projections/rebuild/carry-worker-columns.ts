import { sql, type Transaction } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import type { ProjectionTable } from '../projection.ts';

/** What workers wrote belongs to rows that are no longer told apart in the same way: it cannot be carried over. */
export class WorkerColumnsError extends Error {
  override readonly name = 'WorkerColumnsError';

  constructor(table: string, before: readonly string[], now: readonly string[]) {
    const shown = (key: readonly string[]) => `(${key.join(', ')})`;
    super(
      `The primary key of ${table} has changed from ${shown(before)} to ${shown(now)}, so what workers wrote in its rows ` +
        `cannot be carried over. A table with another key needs another name, or no worker columns.`,
    );
  }
}

/** What is carried over between a table as it serves and as it was built, and by which columns rows are the same. */
interface Carriage {
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/**
 * Copies what workers have written (leases) from the rows of one schema to the same rows of another: facts cannot tell it.
 * Columns that one side does not have keep the values they were made with.
 * @throws {WorkerColumnsError} when the primary key is another one.
 */
export async function carryWorkerColumns(
  tx: Transaction<LogTables>,
  table: ProjectionTable,
  from: string,
  to: string,
): Promise<void> {
  const { columns, key } = await carriageOf(tx, table, from, to);
  if (columns.length === 0) return;
  const { name } = table;
  const assignments = columns.map((column) => sql`${sql.id(column)} = ${sql.id('old', column)}`);
  const sameRow = key.map((column) => sql`${sql.id('new', column)} = ${sql.id('old', column)}`);
  await sql`update ${sql.id(to, name)} as ${sql.id('new')} set ${sql.join(assignments)}
              from ${sql.id(from, name)} as ${sql.id('old')} where ${sql.join(sameRow, sql` and `)}`.execute(
    tx,
  );
}

/** What would be carried over; no columns where the table or all of them are new. @throws {WorkerColumnsError} */
export async function carriageOf(
  tx: Transaction<LogTables>,
  { name, workerColumns = [] }: ProjectionTable,
  from: string,
  to: string,
): Promise<Carriage> {
  const there = await columnsOf(tx, from, name);
  const columns = workerColumns.filter((column) => there.has(column));
  const key = await keyOf(tx, to, name);
  if (columns.length === 0) return { columns, key };
  const before = await keyOf(tx, from, name);
  if (key.length === 0 || key.join() !== before.join()) throw new WorkerColumnsError(name, before, key);
  return { columns, key };
}

async function columnsOf(tx: Transaction<LogTables>, schema: string, table: string): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
     where table_schema = ${schema} and table_name = ${table}`.execute(tx);
  return new Set(rows.map(({ name }) => name));
}

/** The columns of the primary key, by name. */
async function keyOf(tx: Transaction<LogTables>, schema: string, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select a.attname as name
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indisprimary and i.indrelid = to_regclass(format('%I.%I', ${schema}::text, ${table}::text))
     order by a.attname`.execute(tx);
  return rows.map(({ name }) => name);
}
