/** A value as it goes into a column; an object goes as JSON. */
export type Cell = string | number | bigint | boolean | Date | object | null | undefined;

/** Escapes of JSON that mean something else in an array of PostgreSQL: all but those of the quote and the backslash. */
const FOREIGN_ESCAPE = /(?<!\\)(?:\\\\)*\\[^"\\]/;

/**
 * Values as the text of an array of PostgreSQL. JSON is nearly that and far cheaper to make, so the exact way is left for
 * what it would break; the driver's own takes every text apart twice.
 */
export function arrayLiteral(cells: readonly Cell[]): string {
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
