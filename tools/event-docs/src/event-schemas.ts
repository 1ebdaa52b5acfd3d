import { publicEvents, type EventContract, type Service } from '@clipcast/contracts';
import { z } from 'zod';
import type { JsonSchema } from './compatibility/json-schema.ts';

/** One version of a public event, as it is published. */
export interface EventSchema {
  readonly service: Service;
  readonly type: string;
  readonly version: number;
  /** Where its schema is kept, below docs/api. */
  readonly path: string;
  readonly schema: JsonSchema;
}

/** The schemas of every version of every public event, in the order in which they are declared. */
export const eventSchemas = (contracts: readonly EventContract[] = publicEvents): EventSchema[] =>
  contracts.flatMap(({ service, type, schemas }) =>
    schemas.map((schema, index) => {
      const version = index + 1;
      const path = `events/${service}/${type}.v${version}.schema.json`;
      return { service, type, version, path, schema: publishedSchema(service, type, version, schema) };
    }),
  );

/** The id is what the header `ce-dataschema` says. */
function publishedSchema(service: Service, type: string, version: number, data: z.ZodType): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(data, {
    io: 'input',
    override: ({ jsonSchema }) => forReaders(jsonSchema),
  });
  return {
    $schema,
    $id: `urn:clipcast:${service}:${type}:v${version}`,
    title: `${type} v${version}`,
    ...schema,
  };
}

/** Writers are held to the named fields exactly; readers leave out what they do not know, so the schema lets it through. */
function forReaders(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  // The format says it all; zod's own regex behind it may differ from release to release.
  if (schema.format === 'date-time') delete schema.pattern;
}
