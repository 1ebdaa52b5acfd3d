import { pipeline, Readable } from 'node:stream';
import { formatUsd } from '@clipcast/kernel';
import { stringify } from 'csv-stringify';

/** A cell: an amount is a bigint in micro-USD, and stays a number in every spreadsheet. */
export type Cell = string | number | bigint | null;

export const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8; header=present';

/**
 * Rows as CSV (RFC 4180), as they come. Text that a spreadsheet would take for a formula is put behind an apostrophe; a
 * negative amount is none. An error of `rows` breaks the stream off.
 */
export function csvOf(
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): Readable {
  const csv = stringify({
    header: true,
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { bigint: formatUsd },
  });
  // Whoever reads the stream meets the error there.
  pipeline(Readable.from(rows), csv, () => undefined);
  return csv;
}
