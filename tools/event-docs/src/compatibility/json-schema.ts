/** A JSON Schema, draft 2020-12, as far as this tool looks into it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A boolean schema in the form of an object; what is missing allows everything. */
export function schemaOf(value: unknown): JsonSchema {
  if (isObject(value)) return value;
  return value === false ? { not: {} } : {};
}

/** A schema with its local reference followed. @throws {Error} for a reference that leads nowhere in `root`. */
export function resolved(value: unknown, root: JsonSchema): JsonSchema {
  const schema = schemaOf(value);
  const { $ref: reference, ...beside } = schema;
  if (typeof reference !== 'string') return schema;
  const target = reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((node, part) => (isObject(node) ? node[part] : undefined), root);
  if (!isObject(target)) throw new Error(`The reference ${reference} leads nowhere.`);
  return { ...resolved(target, root), ...beside };
}

/** The place of a part below a place, as a JSON Pointer. */
export const below = (place: string, part: string): string =>
  `${place}/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`;
