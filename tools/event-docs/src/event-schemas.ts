import { publicEvents, type EventContract, type Service } from '@clipcast/contracts';
import { z } from 'zod';
import type { JsonSchema } from './compatibility/json-schema.ts';

/**
 * How instants differ from RFC 3339, of which the format `date-time` speaks: `offset: false` (only Z), `local: true` (without
 * an offset too), `precision` (so many decimals of a second). Missing where they do not.
 */
const DATE_TIME_FORM = 'x-clipcast-date-time';

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
    override: ({ zodSchema, jsonSchema }) => forReaders(zodSchema, jsonSchema),
  });
  return {
    $schema,
    $id: `urn:clipcast:${service}:${type}:v${version}`,
    title: `${type} v${version}`,
    ...schema,
  };
}

/** Writers are held to the named fields exactly; readers leave out what they do not know, so the schema lets it through. */
function forReaders(zodSchema: z.core.$ZodType, schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  const narrowing = dateTimeNarrowing(zodSchema);
  if (!narrowing) return;
  // The format and what narrows it say it all; zod's own regex behind them may differ from release to release.
  delete schema.pattern;
  if (Object.keys(narrowing).length > 0) schema[DATE_TIME_FORM] = narrowing;
}

/** Undefined for what is no `z.iso.datetime()`. */
function dateTimeNarrowing({
  _zod: { def },
}: z.core.$ZodType): Readonly<Record<string, unknown>> | undefined {
  if (!isDateTime(def)) return undefined;
  return {
    ...(!def.offset && { offset: false }),
    ...(def.local && { local: true }),
    ...(def.precision !== null && { precision: def.precision }),
  };
}

const isDateTime = (def: z.core.$ZodTypeDef): def is z.core.$ZodISODateTimeDef & z.core.$ZodTypeDef =>
  def.type === 'string' && 'format' in def && def.format === 'datetime';
