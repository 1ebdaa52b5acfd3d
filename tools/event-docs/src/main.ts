import { committedDocuments, generatedDocuments, writeDocuments } from './documents.ts';
import { eventSchemas } from './event-schemas.ts';
import { review } from './review.ts';

/** `check` compares the documents of the public events with the contracts; without it, they are written anew. */
const onlyCheck = process.argv[2] === 'check';
const say = (line: string) => process.stdout.write(`${line}\n`);

const schemas = eventSchemas();
const generated = await generatedDocuments(schemas);
const { broken, stale } = review(schemas, generated, committedDocuments());

for (const promise of broken) say(`${promise}\n`);
if (broken.length > 0) {
  process.exitCode = 1;
} else if (stale.length === 0) {
  say(`docs/api is up to date: ${schemas.length} event schemas, 1 AsyncAPI document.`);
} else if (onlyCheck) {
  say(`Out of date: ${stale.map((path) => `docs/api/${path}`).join(', ')}.`);
  say('The change is compatible. Run npm run docs:events and commit what it writes.');
  process.exitCode = 1;
} else {
  writeDocuments(new Map([...generated].filter(([path]) => stale.includes(path))));
  say(`Written: ${stale.map((path) => `docs/api/${path}`).join(', ')}.`);
}
