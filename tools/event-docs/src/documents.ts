import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { asyncApi } from './async-api.ts';
import type { EventSchema } from './event-schemas.ts';
import type { Files } from './review.ts';

/** Where the documents are kept. */
export const DOCUMENTS = fileURLToPath(new URL('../../../docs/api', import.meta.url));

/** The documents as they should be, laid out like every other file of the repository. */
export async function generatedDocuments(schemas: readonly EventSchema[]): Promise<Files> {
  const layout = await resolveConfig(join(DOCUMENTS, 'asyncapi.json'));
  const laidOut = (value: unknown) => format(JSON.stringify(value), { ...layout, parser: 'json' });
  const files = new Map([['asyncapi.json', await laidOut(asyncApi(schemas))]]);
  for (const { path, schema } of schemas) files.set(path, await laidOut(schema));
  return files;
}

const OURS = /^(asyncapi\.json|events\/.*\.json)$/;

/** The documents as they are; the API documents beside them are another tool's. */
export function committedDocuments(directory = DOCUMENTS): Files {
  mkdirSync(directory, { recursive: true });
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => OURS.test(path));
  return new Map(paths.map((path) => [path, readFileSync(join(directory, path), 'utf8')]));
}

export function writeDocuments(files: Files, directory = DOCUMENTS): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}
