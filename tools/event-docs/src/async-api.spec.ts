import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicEvents } from '@clipcast/contracts';
import { z } from 'zod';
import { asyncApi } from './async-api.ts';
import { DOCUMENTS, committedDocuments, generatedDocuments } from './documents.ts';
import { eventSchemas } from './event-schemas.ts';

const CORPUS = join(import.meta.dirname, '../../../libs/contracts/corpus');

const Document = z.object({
  channels: z.record(
    z.string(),
    z.object({ address: z.string(), messages: z.record(z.string(), z.unknown()) }),
  ),
  operations: z.record(z.string(), z.object({ channel: z.object({ $ref: z.string() }) })),
  components: z.object({
    messages: z.record(z.string(), z.object({ payload: z.object({ $ref: z.string() }) })),
  }),
});
const schemas = eventSchemas();
const document = asyncApi(schemas);
const { channels, components } = Document.parse(document);

describe('the AsyncAPI document', () => {
  it('has a channel for each public event, on its subject', () => {
    const subjects = publicEvents.map(({ service, type }) => `clipcast.${service}.${type}`);
    expect(Object.values(channels).map(({ address }) => address)).toEqual(subjects);
  });

  it('refers only to what there is', async () => {
    const files = await generatedDocuments(schemas);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(references.length).toBeGreaterThan(schemas.length * 3);
    for (const reference of references) {
      const [file = '', inside = ''] = reference.split('#');
      if (file !== '') expect(files.has(file.replace('./', ''))).toBe(true);
      const target = inside
        .split('/')
        .slice(1)
        .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], document);
      if (inside !== '') expect([reference, target]).toEqual([reference, expect.anything()]);
    }
  });

  it('offers each version as a message of its own', () => {
    expect(Object.keys(components.messages)).toHaveLength(
      publicEvents.reduce((sum, { version }) => sum + version, 0),
    );
  });
});

describe('the published schemas', () => {
  it.each(schemas)(
    '$service.$type v$version takes what is in the logs',
    ({ service, type, version, schema }) => {
      const published = z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema);
      const examples = JSON.parse(
        readFileSync(join(CORPUS, service, `${type}.v${version}.json`), 'utf8'),
      ) as unknown[];
      for (const example of examples) expect(published.parse(example)).toEqual(example);
      expect(published.safeParse({}).success).toBe(false);
    },
  );

  it('are the committed ones', async () => {
    expect(committedDocuments(DOCUMENTS)).toEqual(await generatedDocuments(schemas));
  });
});
