import { sql, type RawBuilder } from 'kysely';

/** A value as it goes into a column; an object goes as JSON. */
type Cell = string | number | bigint | boolean | Date | object | null | undefined;

/**
 * Rows as one parameter for each column, for the batches of a large read model:
 * `select * from ${columnSet({ cost_id: 'text', position: 'bigint' }, rows)} as entry`. PostgreSQL takes arrays in half
 * the time that the same rows take as JSON (see `rowSet`, which needs no types).
 */
export const columnSet = <Columns extends Readonly<Record<string, string>>>(
  columns: Columns,
  rows: readonly Readonly<Record<keyof Columns, Cell>>[],
): RawBuilder<unknown> => {
  const arrays = Object.entries(columns).map(
    ([column, type]) =>
      sql`${arrayLiteral(rows.map((row) => row[column as keyof Columns]))}::${sql.raw(type)}[]`,
  );
  const names = Object.keys(columns).map((column) => sql.id(column));
  return sql`(select * from unnest(${sql.join(arrays)}) as set(${sql.join(names)}))`;
};

/** Escapes of JSON that mean something else in an array of PostgreSQL: all but those of the quote and the backslash. */
const FOREIGN_ESCAPE = /(?<!\\)(?:\\\\)*\\[^"\\]/;

/** JSON is nearly the text of an array and far cheaper to make, so the exact way is left for what it would break. */
function arrayLiteral(cells: readonly Cell[]): string {
  const plain = cells.map(plainCell);
  const json = JSON.stringify(plain);
  return `{${FOREIGN_ESCAPE.test(json) ? plain.map(elementOf).join(',') : json.slice(1, -1)}}`;
}

type PlainCell = string | number | boolean | null;

function plainCell(cell: Cell): PlainCell {
  if (typeof cell === 'bigint') return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'object' && cell !== null) return JSON.stringify(cell);
  return cell ?? null;
}

const elementOf = (cell: PlainCell): string =>
  typeof cell === 'string' ? `"${cell.replaceAll(/["\\]/g, String.raw`\$&`)}"` : String(cell);
