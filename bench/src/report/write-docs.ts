import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from './result.ts';
import { markdownTable } from './table.ts';

/** One sentence about where and when the figures were taken. */
export const circumstancesOf = ({ date, quick, machine, servers }: Result): string =>
  `${quick ? 'Quick run, for its form only: ' : ''}${date.slice(0, 10)}, ${machine.cores} cores of ${machine.cpu}, ` +
  `${machine.memoryGiB} GiB, Node ${machine.node}, PostgreSQL ${servers.postgres} (fsync ${servers.fsync}), ` +
  `nats-server ${servers.natsServer}; load before the run ${machine.loadBefore}.`;

const sectionOf = (result: Result): string =>
  [
    ...result.tables.map((table) => `**${table.title}**\n\n${markdownTable(table)}`),
    result.notes.map((note) => `- ${note}`).join('\n'),
    `_${circumstancesOf(result)}_`,
  ].join('\n\n');

/**
 * Puts the figures of a result between its two marks in docs/performance.md; what people wrote around them stays.
 * @throws {Error} when the page has no marks for this bench.
 */
export function writeDocs(root: string, result: Result): void {
  const file = join(root, 'docs/performance.md');
  const page = readFileSync(file, 'utf8');
  const [open, close] = [`<!-- figures of ${result.name} -->`, `<!-- end of ${result.name} -->`];
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  if (from < 0 || to < from)
    throw new Error(`docs/performance.md has no place for the figures of ${result.name}.`);
  writeFileSync(file, `${page.slice(0, from + open.length)}\n\n${sectionOf(result)}\n\n${page.slice(to)}`);
}
