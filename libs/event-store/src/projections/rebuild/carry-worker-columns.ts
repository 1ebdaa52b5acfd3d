import { sql, type Transaction } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import type { ProjectionTable } from '../projection.ts';

/**
 * Copies what workers have written (leases) from the rows of one schema to the same rows of another: facts cannot tell it.
 * Columns that one side does not have keep the values they were made with.
 */
export async function carryWorkerColumns(
  tx: Transaction<LogTables>,
  { name, workerColumns = [] }: ProjectionTable,
  from: string,
  to: string,
): Promise<void> {
  const there = await columnsOf(tx, from, name);
  const carried = workerColumns.filter((column) => there.has(column));
  const key = await keyOf(tx, to, name);
  if (carried.length === 0 || key.length === 0 || key.some((column) => !there.has(column))) return;
  const assignments = carried.map((column) => sql`${sql.id(column)} = ${sql.id('old', column)}`);
  const sameRow = key.map((column) => sql`${sql.id('new', column)} = ${sql.id('old', column)}`);
  await sql`update ${sql.id(to, name)} as ${sql.id('new')} set ${sql.join(assignments)}
              from ${sql.id(from, name)} as ${sql.id('old')} where ${sql.join(sameRow, sql` and `)}`.execute(
    tx,
  );
}

async function columnsOf(tx: Transaction<LogTables>, schema: string, table: string): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
     where table_schema = ${schema} and table_name = ${table}`.execute(tx);
  return new Set(rows.map(({ name }) => name));
}

/** The columns of the primary key. */
async function keyOf(tx: Transaction<LogTables>, schema: string, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select a.attname as name
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indisprimary and i.indrelid = to_regclass(format('%I.%I', ${schema}::text, ${table}::text))`.execute(
    tx,
  );
  return rows.map(({ name }) => name);
}
