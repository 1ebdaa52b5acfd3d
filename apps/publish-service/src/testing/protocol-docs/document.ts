import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DOCUMENT = fileURLToPath(new URL('../../../../../docs/publishing.md', import.meta.url));
const BEGIN = '<!-- generated from the decider by `npm run docs:publishing` -->';
const END = '<!-- end of what is generated -->';

export const readDocument = (): string => readFileSync(DOCUMENT, 'utf8');

export const writeDocument = (text: string): void => writeFileSync(DOCUMENT, text);

/** The document with this diagram between its markers. @throws {Error} when it has lost a marker. */
export function withDiagram(text: string, diagram: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Error('docs/publishing.md has lost the markers around its diagram.');
  return [text.slice(0, begin), BEGIN, '\n\n```mermaid\n', diagram, '\n```\n\n', text.slice(end)].join('');
}
