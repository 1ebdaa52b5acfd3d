import type { JsonObject } from '@clipcast/kernel';
import type { z } from 'zod';

/**
 * Parses data as a reader does: fields that the schema does not know are left out, at any depth, for a newer release of the
 * sender may add some at any time. (A writer's parse with the strict schema refuses them.) Inside the branches of a union
 * they are still refused.
 */
export function parseKnownFields<S extends z.ZodType>(
  schema: S,
  data: JsonObject,
): z.ZodSafeParseResult<z.output<S>> {
  const parsed = schema.safeParse(data);
  if (parsed.success || !parsed.error.issues.every(({ code }) => code === 'unrecognized_keys')) return parsed;
  const known = structuredClone(data);
  for (const issue of parsed.error.issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const place = issue.path.reduce<object>((node, key) => Reflect.get(node, key) as object, known);
    for (const key of issue.keys) Reflect.deleteProperty(place, key);
  }
  return schema.safeParse(known);
}
