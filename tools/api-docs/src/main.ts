import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedDocuments } from './documents.ts';
import { inRepository } from './formatted.ts';

/** `check` compares the API documents and the client's types with the services; without it, they are written anew. */
const onlyCheck = process.argv[2] === 'check';
const say = (line: string) => process.stdout.write(`${line}\n`);

const committed = (path: string): string | undefined => {
  try {
    return readFileSync(inRepository(path), 'utf8');
  } catch {
    return undefined;
  }
};

const generated = await generatedDocuments();
const stale = [...generated].filter(([path, text]) => committed(path) !== text);
const names = stale.map(([path]) => path).join(', ');

if (stale.length === 0) {
  say(`The API documents and the client's types are up to date: ${generated.size} files.`);
} else if (onlyCheck) {
  say(`Out of date: ${names}.\nRun npm run docs:api and commit what it writes.`);
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(inRepository(path)), { recursive: true });
    writeFileSync(inRepository(path), text);
  }
  say(`Written: ${names}.`);
}
// What describes a service is put together like the service, and parts of it would wait for work.
process.exit(onlyCheck && stale.length > 0 ? 1 : 0);
