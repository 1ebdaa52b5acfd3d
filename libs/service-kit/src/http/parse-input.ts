import { DomainError, fieldProblemsInWords, type FieldProblem } from '@clipcast/kernel';
import type { z } from 'zod';
import { plainWords } from './plain-words.ts';

const UNSTORABLE = 'Text must not hold the character U+0000 or half of a surrogate pair.';

const escaped = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

const pointerOf = (root: string, path: readonly PropertyKey[]): string =>
  [root, ...path.map((part) => `/${escaped(part)}`)].join('');

/** An unknown field is reported where it is, not at its parent. */
const fieldProblems = (root: string, issue: z.core.$ZodIssue): readonly FieldProblem[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({
        pointer: pointerOf(root, [...issue.path, key]),
        detail: 'This field is not known.',
      }))
    : [{ pointer: pointerOf(root, issue.path), detail: issue.message }];

/** A value inside a request, and the way to it. */
interface Place {
  readonly value: unknown;
  readonly key: string;
  readonly parent: Place | undefined;
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');

const pathOf = (place: Place): readonly string[] => {
  const path: string[] = [];
  for (let at = place; at.parent; at = at.parent) path.unshift(at.key);
  return path;
};

/** Whether nothing of a value is text that PostgreSQL cannot store. Remembers no way to anything: nearly always it is so. */
function isAllStorable(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value);
  const open: object[] = typeof value === 'object' && value !== null ? [value] : [];
  for (let found = open.pop(); found; found = open.pop()) {
    if (!Array.isArray(found) && !Object.keys(found).every(isStorable)) return false;
    for (const inner of Object.values(found) as unknown[]) {
      if (typeof inner === 'string' && !isStorable(inner)) return false;
      if (typeof inner === 'object' && inner !== null) open.push(inner);
    }
  }
  return true;
}

/** Text that PostgreSQL cannot store, wherever it stands. Walks without recursion: how deep a body is, its sender decides. */
function unstorableText(root: string, value: unknown): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const places: Place[] = [{ value, key: '', parent: undefined }];
  for (let place = places.pop(); place; place = places.pop()) {
    const { value: found, key } = place;
    if (!isStorable(key) || (typeof found === 'string' && !isStorable(found)))
      problems.push({ pointer: pointerOf(root, pathOf(place)), detail: UNSTORABLE });
    if (typeof found !== 'object' || found === null) continue;
    for (const [name, inner] of Object.entries(found) as [string, unknown][])
      places.push({ value: inner, key: name, parent: place });
  }
  return problems.reverse();
}

/**
 * Parses one part of a request. Pointers into a body start at the body; those into the path or the query start with
 * `/params` or `/query`. Text with a NUL character or half a surrogate pair is refused wherever it stands.
 * @throws {DomainError} `invalid_request` with every problem at once.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  root: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: plainWords });
  if (parsed.success && isAllStorable(value)) return parsed.data;
  const wrong = parsed.error?.issues.flatMap((issue) => fieldProblems(root, issue)) ?? [];
  const errors = [...wrong, ...unstorableText(root, value)];
  throw new DomainError('invalid_request', 'invalid', `The request has ${fieldProblemsInWords(errors)}`, {
    errors,
  });
}
