import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** Turns zod schemas into JSON Schema 2020-12 and gathers those with an id (`.meta({ id })`) as shared components. */
export class SchemaCollection {
  readonly components: Record<string, JsonSchema> = {};

  add(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    return this.addJson(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema);
  }

  /** The same for a schema that is JSON Schema already. */
  addJson(json: JsonSchema): JsonSchema {
    const { $schema: _dialect, $defs, ...own } = json;
    const names = new Map<string, string>();
    const definitions = Object.entries(($defs ?? {}) as Record<string, JsonSchema>);
    for (const [id, definition] of definitions) names.set(id, this.#nameFor(id, definition));
    for (const [id, definition] of definitions) {
      this.components[names.get(id) ?? id] = pointed(definition, names) as JsonSchema;
    }
    return pointed(own, names) as JsonSchema;
  }

  /** What is read and what is written may differ (defaults, transforms); the second form gets a name of its own. */
  #nameFor(id: string, definition: JsonSchema): string {
    const existing = this.components[id];
    if (!existing) return id;
    const same = isDeepStrictEqual(existing, pointed(definition, new Map()));
    return same ? id : `${id}Variant`;
  }
}

/** Moves references from the schema's own definitions to the document's components. */
function pointed(node: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(node)) return node.map((item) => pointed(item, names));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key !== '$ref' || typeof value !== 'string') return [key, pointed(value, names)];
      const id = value.replace(/^#\/\$defs\//, '');
      return [key, `#/components/schemas/${names.get(id) ?? id}`];
    }),
  );
}
