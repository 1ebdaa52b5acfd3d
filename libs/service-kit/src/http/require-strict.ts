import { z } from 'zod';

type Node = Readonly<Record<string, unknown>>;

/** Keywords whose values are data, and those whose members are schemas under names that anybody may choose. */
const holdsData: ReadonlySet<string> = new Set(['default', 'const', 'enum', 'examples']);
const holdsNamedSchemas: ReadonlySet<string> = new Set(['properties', '$defs', 'patternProperties']);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/**
 * A body that swallows unknown fields hides its sender's typing errors, so every object in it must be strict.
 * @throws {TypeError} naming the first object that is not, when the route is declared.
 */
export function requireStrict(schema: z.ZodType): void {
  const json: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const lenient = firstLenient(json, '#');
  if (lenient !== undefined) {
    throw new TypeError(
      `Use z.strictObject in schemas of requests: the object at ${lenient} lets unknown fields pass.`,
    );
  }
}

function firstLenient(node: unknown, at: string): string | undefined {
  if (!isNode(node)) return undefined;
  if (node['type'] === 'object' && isNode(node['properties']) && node['additionalProperties'] === undefined)
    return at;
  for (const [key, value] of Object.entries(node)) {
    if (holdsData.has(key)) continue;
    const schemas =
      holdsNamedSchemas.has(key) && isNode(value) ? Object.entries(value) : [[undefined, value] as const];
    for (const [name, schema] of schemas) {
      const found = firstLenient(schema, [at, key, name].filter((part) => part !== undefined).join('/'));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
