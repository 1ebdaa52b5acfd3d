import { boundChanges } from './bounds.ts';
import { alternativesOf, branchChanges } from './branches.ts';
import { resolved, schemaOf, type JsonSchema } from './json-schema.ts';
import { otherChanges } from './other-keywords.ts';
import type { Compare, Incompatibility, Pair } from './pair.ts';
import { propertyChanges } from './properties.ts';
import { valueChanges } from './values.ts';

/** Each looks at its own keywords. */
const JUDGES: readonly ((pair: Pair) => readonly Incompatibility[])[] = [
  valueChanges,
  boundChanges,
  propertyChanges,
  otherChanges,
];

/**
 * Everything in which the new schema of an event cannot stand in for the old one under the same version. Both directions
 * count. The log keeps what was written under the old schema, and today's release reads it with the new one: so nothing may
 * become narrower. Services that know only the old schema get events of the new one: so nothing may become wider. What
 * stays free are words and new optional properties, since every reader leaves out fields that it does not know.
 *
 * Where two keywords cannot be compared exactly (two patterns, say), any difference counts.
 */
export function incompatibilities(before: JsonSchema, after: JsonSchema): readonly Incompatibility[] {
  // Schemas may contain themselves: a pair that is already being compared further up is answered there.
  const underWay = new Set<string>();
  const compare: Compare = (place, one, other) => {
    const key = JSON.stringify([schemaOf(one)['$ref'], schemaOf(other)['$ref']]);
    const refers = key !== '[null,null]';
    if (refers && underWay.has(key)) return [];
    if (refers) underWay.add(key);
    const found = comparePart({
      place,
      before: resolved(one, before),
      after: resolved(other, after),
      compare,
    });
    underWay.delete(key);
    return found;
  };
  return compare('', before, after);
}

function comparePart(pair: Pair): readonly Incompatibility[] {
  const [olds, news] = [alternativesOf(pair.before), alternativesOf(pair.after)];
  if (olds.length > 1 || news.length > 1) return branchChanges(pair, olds, news);
  return JUDGES.flatMap((judge) => judge(pair));
}
