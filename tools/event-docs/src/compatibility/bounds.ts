import { narrower, text, wider, type Incompatibility, type Pair } from './pair.ts';

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];

/** The keywords that this file compares. */
export const BOUNDS: readonly string[] = [...LOWER, ...UPPER];

/** Bounds of numbers, lengths and counts. */
export function boundChanges({ place, before, after }: Pair): readonly Incompatibility[] {
  const changes = (keyword: string, none: number, isTighter: (now: number, then: number) => boolean) => {
    const [then, now] = [before[keyword], after[keyword]].map(
      (bound) => (bound as number | undefined) ?? none,
    );
    if (then === undefined || now === undefined || then === now) return [];
    const what = `${keyword} went from ${text(before[keyword])} to ${text(after[keyword])}`;
    return [isTighter(now, then) ? narrower(place, what) : wider(place, what)];
  };
  return [
    ...LOWER.flatMap((keyword) => changes(keyword, -Infinity, (now, then) => now > then)),
    ...UPPER.flatMap((keyword) => changes(keyword, Infinity, (now, then) => now < then)),
  ];
}
