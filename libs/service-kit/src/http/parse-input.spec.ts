import { DomainError } from '@clipcast/kernel';
import { z } from 'zod';
import { parseInput } from './parse-input.ts';

const Body = z.strictObject({
  text: z.string(),
  tags: z.array(z.string()).default([]),
  settings: z.record(z.string(), z.unknown()).default({}),
});

const refusedAt = (value: unknown, root = ''): unknown => {
  try {
    parseInput(Body, value, root);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const errors = error.details['errors'] as { pointer: string }[];
    return [error.code, ...errors.map(({ pointer }) => pointer)];
  }
};

it.each<[string, unknown, string]>([
  ['a NUL character', { text: 'a\u0000b' }, '/text'],
  ['half a surrogate pair', { text: 'a\ud83d' }, '/text'],
  ['one in a list', { text: '', tags: ['a', '\udc00'] }, '/tags/1'],
  ['one in free-form data', { text: '', settings: { 'a/b': [{ c: '\u0000' }] } }, '/settings/a~1b/0/c'],
  ['one in the name of a field', { text: '', settings: { 'a\u0000': 1 } }, '/settings/a\u0000'],
])('refuses %s where it stands', (_name, value, pointer) => {
  expect(refusedAt(value)).toEqual(['invalid_request', pointer]);
});

it('names every such place, beside whatever else is wrong', () => {
  expect(refusedAt({ text: 1, tags: ['\u0000'], settings: { x: '\u0000' } }, '/query')).toEqual([
    'invalid_request',
    '/query/text',
    '/query/tags/0',
    '/query/settings/x',
  ]);
});

it('takes every other character', () => {
  const text = 'é 👍🏽 \u0001 \uffff';
  expect(parseInput(Body, { text }, '')).toMatchObject({ text });
});

it('does not stumble over depth', () => {
  let deep: unknown = '\u0000';
  for (let depth = 0; depth < 50_000; depth += 1) deep = { a: deep };
  expect(refusedAt({ text: '', settings: { deep } })).toMatchObject({ 0: 'invalid_request', length: 2 });
});
