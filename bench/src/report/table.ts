import type { Table } from '../bench.ts';

const widthsOf = ({ columns, rows }: Table): number[] =>
  columns.map((column, index) => Math.max(3, column.length, ...rows.map((row) => row[index]?.length ?? 0)));

const aligned = (cells: readonly string[], widths: readonly number[]): string[] =>
  widths.map((width, index) =>
    index === 0 ? (cells[index] ?? '').padEnd(width) : (cells[index] ?? '').padStart(width),
  );

/** The table as Markdown, laid out as Prettier would. */
export function markdownTable(table: Table): string {
  const widths = widthsOf(table);
  const rule = widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const lines = [aligned(table.columns, widths), rule, ...table.rows.map((row) => aligned(row, widths))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The table for a terminal. */
export function textTable(table: Table): string {
  const widths = widthsOf(table);
  const lines = [table.columns, widths.map((width) => '─'.repeat(width)), ...table.rows];
  return [table.title, ...lines.map((cells) => `  ${aligned(cells, widths).join('   ')}`)].join('\n');
}
