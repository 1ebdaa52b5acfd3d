import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@clipcast/kernel';
import { publicEvents, readPublicEvent, upcast } from './registry.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');
const fileOf = (service: string, type: string, version: number) => join(service, `${type}.v${version}.json`);
const examplesIn = (file: string) => JSON.parse(readFileSync(join(corpus, file), 'utf8')) as JsonObject[];

const declared = publicEvents.flatMap((contract) =>
  contract.schemas.map((schema, index) => {
    const version = index + 1;
    return { contract, schema, version, file: fileOf(contract.service, contract.type, version) };
  }),
);

/**
 * Events as the logs hold them: most first versions were taken from a running platform, later ones and the newest types were
 * written by hand after their contract. They stay for ever, as the events in the logs do.
 */
describe('the corpus of every event version ever written', () => {
  it('has a file for each declared version, and none of a version that is no longer declared', () => {
    const found = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.json'),
    );
    expect(found.toSorted()).toEqual(declared.map(({ file }) => file).toSorted());
  });

  it.each(declared)('$file is read as it was written', ({ file, schema }) => {
    const examples = examplesIn(file);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(schema.parse(example)).toEqual(example);
  });

  it.each(declared)(
    '$file becomes data of today',
    ({ file, contract: { service, type, version, data }, version: from }) => {
      for (const example of examplesIn(file)) {
        const today = upcast(service, type, from, example);
        expect(today.schemaVersion).toBe(version);
        expect(data.parse(today.data)).toEqual(today.data);
        expect(readPublicEvent(service, type, from, example)).toEqual(today);
      }
    },
  );
});
