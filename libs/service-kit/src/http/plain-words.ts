import type { z } from 'zod';

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** How much of what a value of each origin has; a number is itself so much. */
const COUNTED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

function bound(side: 'at least' | 'at most', origin: string, limit: number | bigint): string {
  const [one, many] = COUNTED[origin] ?? [];
  if (one === undefined || many === undefined) return `must be ${side} ${limit}`;
  return `must have ${side} ${limit} ${limit === 1 ? one : many}`;
}

/** What is wrong with a value, where its schema has no words of its own for it; undefined leaves it to zod. */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value': {
      const values = issue.values.map((value) => `"${String(value)}"`);
      return values.length === 1 ? `must be ${values.join()}` : `must be one of ${values.join(', ')}`;
    }
    case 'too_small':
      return issue.inclusive ? bound('at least', issue.origin, issue.minimum) : undefined;
    case 'too_big':
      return issue.inclusive ? bound('at most', issue.origin, issue.maximum) : undefined;
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return undefined;
  }
};
