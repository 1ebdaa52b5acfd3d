import { DomainError, type FieldProblem } from '@clipcast/kernel';
import type { z } from 'zod';

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

/**
 * Parses one part of a request. Pointers into a body start at the body; those into the path or the query start with
 * `/params` or `/query`.
 * @throws {DomainError} `invalid_request` with every problem at once.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  root: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => fieldProblems(root, issue));
  const count = errors.length === 1 ? '1 problem' : `${errors.length} problems`;
  throw new DomainError('invalid_request', 'invalid', `The request has ${count}; see "errors".`, { errors });
}
