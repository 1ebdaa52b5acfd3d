import { sql, type Kysely, type Transaction } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import type { ProjectionTable } from '../projection.ts';

type Db = Kysely<LogTables> | Transaction<LogTables>;

/** What a table holds, in short: equal for equal rows, in whatever order, and for no others. */
export interface Fingerprint {
  readonly rows: bigint;
  /** The sums of two 64-bit hashes of every row. */
  readonly hash: string;
}

/** A row that one of two tables has and the other has not. */
export interface DifferingRow {
  readonly only: 'left' | 'right';
  readonly row: Readonly<Record<string, unknown>>;
}

/** The fingerprint of a table in a schema, without the columns that belong to workers. */
export async function fingerprintOf(db: Db, schema: string, table: ProjectionTable): Promise<Fingerprint> {
  const columns = await comparedColumns(db, schema, table);
  const row = sql.join(columns.map((column) => sql.id(column)));
  const { rows } = await sql<Fingerprint>`
    select count(*) as rows,
           coalesce(sum(hashtextextended(text, 0)::numeric), 0)::text || ' ' ||
           coalesce(sum(hashtextextended(text, 1)::numeric), 0)::text as hash
      from (select row(${row})::text as text from ${sql.id(schema, table.name)}) as hashed`.execute(db);
  const [found] = rows;
  if (!found) throw new Error(`${schema}.${table.name} could not be counted.`);
  return found;
}

/** Up to `limit` rows that the table in one schema has and the same in the other has not, without workers' columns. */
export async function differingRows(
  db: Db,
  left: string,
  right: string,
  table: ProjectionTable,
  limit: number,
): Promise<DifferingRow[]> {
  const columns = await comparedColumns(db, left, table);
  const rowsOf = (schema: string) =>
    sql`select ${sql.join(columns.map((column) => sql.id(column)))} from ${sql.id(schema, table.name)}`;
  const only = (side: DifferingRow['only'], one: string, other: string) =>
    sql`(select ${sql.lit(side)} as only, to_jsonb(differing) as row
           from (${rowsOf(one)} except all ${rowsOf(other)}) as differing limit ${limit})`;
  const { rows } = await sql<DifferingRow>`
    ${only('left', left, right)} union all ${only('right', right, left)} limit ${limit}`.execute(db);
  return rows;
}

async function comparedColumns(db: Db, schema: string, table: ProjectionTable): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
     where table_schema = ${schema} and table_name = ${table.name} order by column_name`.execute(db);
  const { workerColumns = [] } = table;
  return rows.map(({ name }) => name).filter((name) => !workerColumns.includes(name));
}
