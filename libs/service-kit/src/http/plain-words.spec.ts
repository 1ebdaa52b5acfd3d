import { z } from 'zod';
import { parseInput } from './parse-input.ts';

const Body = z.strictObject({
  text: z.string().min(1).max(3).default('a'),
  colour: z.enum(['red', 'blue']).default('red'),
  kind: z.literal('clip').default('clip'),
  count: z.coerce.number().int().min(1).max(9).default(1),
  list: z.array(z.string()).min(1).max(2).default(['a']),
  flag: z.boolean().default(true),
  own: z.string().min(2, 'has words of its own').default('ab'),
  id: z.string(),
});

const wordsFor = (field: object): unknown => {
  try {
    return parseInput(Body, { id: 'a', ...field }, '');
  } catch (error) {
    return (error as { details: { errors: { detail: string }[] } }).details.errors[0]?.detail;
  }
};

it.each([
  [{ id: undefined }, 'is required'],
  [{ text: 7 }, 'must be text'],
  [{ text: '' }, 'must have at least 1 character'],
  [{ text: 'long' }, 'must have at most 3 characters'],
  [{ colour: 'green' }, 'must be one of "red", "blue"'],
  [{ kind: 'x' }, 'must be "clip"'],
  [{ count: '0' }, 'must be at least 1'],
  [{ count: 'ten' }, 'must be a number'],
  [{ count: '1.5' }, 'must be a whole number'],
  [{ list: [] }, 'must have at least 1 entry'],
  [{ list: 'a' }, 'must be a list'],
  [{ flag: 'yes' }, 'must be true or false'],
  [{ own: 'a' }, 'has words of its own'],
])('%j %s', (field, words) => {
  expect(wordsFor(field)).toBe(words);
});
