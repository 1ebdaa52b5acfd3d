import { moves } from './moves.ts';
import { readDocument, withDiagram, writeDocument } from './document.ts';
import { stateDiagram } from './state-diagram.ts';

/** `check` compares the diagram in docs/publishing.md with the decider; without it, it is drawn anew. */
const onlyCheck = process.argv[2] === 'check';
const say = (line: string) => process.stdout.write(`${line}\n`);

const committed = readDocument();
const found = moves();
const current = withDiagram(committed, stateDiagram(found));

if (current === committed) {
  say(`docs/publishing.md is up to date: ${found.length} ways from phase to phase.`);
} else if (onlyCheck) {
  say(
    'Out of date: the diagram in docs/publishing.md. Run npm run docs:publishing and commit what it writes.',
  );
  process.exitCode = 1;
} else {
  writeDocument(current);
  say('Written: docs/publishing.md.');
}
