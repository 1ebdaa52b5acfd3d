import { below, isObject, type JsonSchema } from './json-schema.ts';
import { narrower, wider, type Incompatibility, type Pair } from './pair.ts';

/** The parts of objects and lists. */
export function propertyChanges(pair: Pair): readonly Incompatibility[] {
  const names = new Set([
    ...Object.keys(propertiesOf(pair.before)),
    ...Object.keys(propertiesOf(pair.after)),
  ]);
  return [
    ...[...names].flatMap((name) => ofProperty(pair, name)),
    ...ofOtherProperties(pair),
    ...ofItems(pair),
  ];
}

const propertiesOf = ({ properties }: JsonSchema): JsonSchema => (isObject(properties) ? properties : {});

const missing = (place: string): Incompatibility => ({
  place,
  reason: 'was removed or renamed: readers of the published schema look for it, and stored events have it',
});

const requires = ({ required }: JsonSchema, name: string): boolean =>
  Array.isArray(required) && required.includes(name);

function ofProperty({ place, before, after, compare }: Pair, name: string): readonly Incompatibility[] {
  const where = below(place, name);
  const [old, now] = [propertiesOf(before)[name], propertiesOf(after)[name]];
  const [was, is] = [requires(before, name), requires(after, name)];
  if (now === undefined) return [missing(where)];
  const need = [
    ...(is && !was ? [narrower(where, old === undefined ? 'is new and required' : 'became required')] : []),
    ...(was && !is ? [wider(where, 'may be missing now')] : []),
  ];
  // What a map already held under this name had the map's schema.
  const others = before['additionalProperties'];
  if (old === undefined) return [...need, ...(isObject(others) ? compare(where, others, now) : [])];
  return [...need, ...compare(where, old, now)];
}

/** Properties that are not named. Readers leave them out where nothing is said of them, so allowing some is no change. */
function ofOtherProperties({ place, before, after, compare }: Pair): readonly Incompatibility[] {
  const [old, now] = [before['additionalProperties'], after['additionalProperties']];
  if (old === false || old === now) return [];
  if (now === false) return [narrower(place, 'no longer allows other properties')];
  return compare(below(place, '*'), old ?? {}, now ?? {});
}

function ofItems({ place, before, after, compare }: Pair): readonly Incompatibility[] {
  const [old, now] = [before['items'], after['items']];
  return old === undefined && now === undefined ? [] : compare(below(place, '*'), old ?? {}, now ?? {});
}
