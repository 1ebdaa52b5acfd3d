import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from './json-schema.ts';
import { narrower, text, wider, type Incompatibility, type Pair } from './pair.ts';

/** The types and the values that a part may have. */
export function valueChanges({ place, before, after }: Pair): readonly Incompatibility[] {
  return [
    ...setChanges(place, 'the type', typesOf(before), typesOf(after), covers),
    ...setChanges(place, 'the value', valuesOf(before), valuesOf(after), isDeepStrictEqual),
  ];
}

/** Undefined stands for all there are. */
type Choice = readonly unknown[] | undefined;

function setChanges(
  place: string,
  what: string,
  before: Choice,
  after: Choice,
  covered: (by: unknown, one: unknown) => boolean,
): readonly Incompatibility[] {
  if (!before && !after) return [];
  if (!before) return [narrower(place, `allows only ${what} ${text(after)} now`)];
  if (!after) return [wider(place, `no longer keeps to ${what} ${text(before)}`)];
  const missing = (from: readonly unknown[], there: readonly unknown[]) =>
    from.filter((one) => !there.some((by) => covered(by, one)));
  return [
    ...missing(before, after).map((one) => narrower(place, `no longer allows ${what} ${text(one)}`)),
    ...missing(after, before).map((one) => wider(place, `now also allows ${what} ${text(one)}`)),
  ];
}

const covers = (by: unknown, one: unknown): boolean => by === one || (by === 'number' && one === 'integer');

function typesOf({ type }: JsonSchema): Choice {
  if (type === undefined) return undefined;
  return Array.isArray(type) ? (type as unknown[]) : [type];
}

function valuesOf(schema: JsonSchema): Choice {
  if ('const' in schema) return [schema['const']];
  return schema['enum'] as Choice;
}
