import { isDeepStrictEqual } from 'node:util';
import { isAnnotation } from './annotations.ts';
import { BOUNDS } from './bounds.ts';
import { text, type Incompatibility, type Pair } from './pair.ts';

/** What the other judges compare exactly. */
const COMPARED: ReadonlySet<string> = new Set(
  ['type', 'const', 'enum', 'properties', 'required', 'additionalProperties', 'items'].concat(BOUNDS),
);

/** Keywords of which nobody can tell in general what a change allows or refuses. */
export function otherChanges({ place, before, after, compare }: Pair): readonly Incompatibility[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((keyword) => !isAnnotation(keyword) && !COMPARED.has(keyword))
    .flatMap((keyword) => {
      const [old, now] = [before[keyword], after[keyword]];
      const parts = schemasIn(keyword, old, now);
      if (parts) return parts.flatMap(([one, other]) => compare(place, one, other));
      return isDeepStrictEqual(old, now) ? [] : [changed(place, keyword, old, now)];
    });
}

/** The schemas inside of a keyword, one beside the other, where each has its counterpart. */
function schemasIn(keyword: string, old: unknown, now: unknown): readonly [unknown, unknown][] | undefined {
  if (old === undefined || now === undefined) return undefined;
  if (keyword === 'propertyNames') return [[old, now]];
  if (keyword !== 'allOf' && keyword !== 'prefixItems') return undefined;
  const [olds, news] = [old as unknown[], now as unknown[]];
  return olds.length === news.length ? olds.map((one, index) => [one, news[index]]) : undefined;
}

const changed = (place: string, keyword: string, old: unknown, now: unknown): Incompatibility => ({
  place: place || '/',
  reason: `${keyword} went from ${text(old)} to ${text(now)}: nobody can tell that stored events and readers keep to both`,
});
