import { writeFileSync } from 'node:fs';
import { fileTextOf, ONE_PUBLICATION_FILE } from './committed-file.ts';
import { onePublication } from './one-publication.ts';

writeFileSync(ONE_PUBLICATION_FILE, await fileTextOf(onePublication()));
process.stdout.write(`written: ${ONE_PUBLICATION_FILE}\n`);
