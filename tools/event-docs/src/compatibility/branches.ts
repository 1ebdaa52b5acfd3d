import { isAnnotation } from './annotations.ts';
import type { JsonSchema } from './json-schema.ts';
import { narrower, text, wider, type Incompatibility, type Pair } from './pair.ts';

/** The schemas one of which data must keep; a schema that names no alternatives is its own only one. */
export function alternativesOf(schema: JsonSchema): readonly unknown[] {
  const keywords = Object.keys(schema).filter((keyword) => !isAnnotation(keyword));
  const [only] = keywords;
  if (keywords.length !== 1 || (only !== 'anyOf' && only !== 'oneOf')) return [schema];
  return schema[only] as readonly unknown[];
}

/** Alternatives are told apart by what they allow; their order means nothing. */
export function branchChanges(
  { place, compare }: Pair,
  olds: readonly unknown[],
  news: readonly unknown[],
): readonly Incompatibility[] {
  const fits = (one: unknown, other: unknown) => compare(place, one, other).length === 0;
  const gone = olds.filter((one) => !news.some((other) => fits(one, other)));
  const added = news.filter((other) => !olds.some((one) => fits(one, other)));
  // One for one: the same alternative, changed. Its own reasons say more.
  if (gone.length === 1 && added.length === 1) return compare(place, gone[0], added[0]);
  return [
    ...gone.map((one) => narrower(place, `no longer allows ${text(one)}`)),
    ...added.map((other) => wider(place, `now also allows ${text(other)}`)),
  ];
}
