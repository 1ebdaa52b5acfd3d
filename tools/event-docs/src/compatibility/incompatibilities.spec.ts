import { z } from 'zod';
import { eventSchemas } from '../event-schemas.ts';
import { incompatibilities } from './incompatibilities.ts';
import type { JsonSchema } from './json-schema.ts';

const object = (properties: JsonSchema, ...required: string[]): JsonSchema => ({
  type: 'object',
  properties,
  required,
});
const string = { type: 'string' };
const integer = { type: 'integer' };
const readers = /readers of the published schema/;
const stored = /stored already could not be read/;

interface Case {
  readonly what: string;
  readonly before: JsonSchema;
  readonly after: JsonSchema;
  readonly place?: string;
  readonly reason: RegExp;
}
const of = (before: JsonSchema, after: JsonSchema) => ({
  before: object({ a: before }),
  after: object({ a: after }),
});

const broken: readonly Case[] = [
  {
    what: 'a removed property',
    before: object({ a: string }),
    after: object({}),
    reason: /was removed or renamed/,
  },
  { what: 'a new required property', before: object({}), after: object({ a: string }, 'a'), reason: stored },
  {
    what: 'a property that became required',
    before: object({ a: string }),
    after: object({ a: string }, 'a'),
    reason: stored,
  },
  {
    what: 'a property that may be missing now',
    before: object({ a: string }, 'a'),
    after: object({ a: string }),
    reason: readers,
  },
  { what: 'another type', ...of(string, integer), reason: stored },
  { what: 'a narrower type', ...of({ type: 'number' }, integer), reason: stored },
  { what: 'a wider type', ...of(integer, { type: 'number' }), reason: readers },
  { what: 'a type that was free', ...of({}, string), reason: stored },
  { what: 'a type that is free now', ...of(string, {}), reason: readers },
  {
    what: 'a new type in a list of types',
    ...of({ type: ['string'] }, { type: ['string', 'number'] }),
    reason: readers,
  },
  { what: 'null as well', ...of(string, { anyOf: [string, { type: 'null' }] }), reason: readers },
  { what: 'no null any more', ...of({ anyOf: [string, { type: 'null' }] }, string), reason: stored },
  { what: 'a value less', ...of({ enum: ['x', 'y'] }, { enum: ['x'] }), reason: stored },
  { what: 'a value more', ...of({ enum: ['x'] }, { enum: ['x', 'y'] }), reason: readers },
  { what: 'another constant', ...of({ const: 'x' }, { const: 'y' }), reason: stored },
  { what: 'values where all were allowed', ...of(string, { ...string, enum: ['x'] }), reason: stored },
  { what: 'a lower maximum', ...of({ maximum: 9 }, { maximum: 8 }), reason: stored },
  { what: 'a higher maximum', ...of({ maximum: 8 }, { maximum: 9 }), reason: readers },
  { what: 'a new minimum', ...of({}, { minimum: 0 }), reason: stored },
  { what: 'a minimum less', ...of({ minimum: 0 }, {}), reason: readers },
  { what: 'a longer text', ...of({ maxLength: 5 }, { maxLength: 6 }), reason: readers },
  { what: 'more items needed', ...of({ minItems: 1 }, { minItems: 2 }), reason: stored },
  { what: 'another pattern', ...of({ pattern: '^a' }, { pattern: '^b' }), reason: /pattern went from/ },
  { what: 'a new pattern', ...of(string, { ...string, pattern: '^b' }), reason: /pattern went from none/ },
  { what: 'another format', ...of({ format: 'uri' }, { format: 'email' }), reason: /format went from/ },
  {
    what: 'one more condition',
    ...of({ allOf: [string] }, { allOf: [string, { pattern: 'x' }] }),
    reason: /allOf went/,
  },
  { what: 'other items', ...of({ items: string }, { items: integer }), place: '/a/*', reason: stored },
  { what: 'a keyword that nobody knows', ...of({}, { unheardOf: true }), reason: /unheardOf went from none/ },
  {
    what: 'other values of a map',
    ...of({ additionalProperties: string }, { additionalProperties: integer }),
    place: '/a/*',
    reason: stored,
  },
  {
    what: 'a map that became closed',
    ...of({ additionalProperties: string }, { additionalProperties: false }),
    reason: stored,
  },
  {
    what: 'a new property in a map whose values had another type',
    before: object({ a: { ...object({}), additionalProperties: string } }),
    after: object({ a: { ...object({ b: integer }), additionalProperties: string } }),
    place: '/a/b',
    reason: stored,
  },
  {
    what: 'a change behind a reference',
    before: { ...object({ a: { $ref: '#/$defs/d' } }), $defs: { d: string } },
    after: { ...object({ a: { $ref: '#/$defs/d' } }), $defs: { d: integer } },
    reason: stored,
  },
];

const fine: readonly { readonly what: string; readonly before: JsonSchema; readonly after: JsonSchema }[] = [
  {
    what: 'a new optional property',
    before: object({ a: string }, 'a'),
    after: object({ a: string, b: integer }, 'a'),
  },
  {
    what: 'a new optional property deep inside',
    ...of({ items: object({}) }, { items: object({ b: string }) }),
  },
  { what: 'other words', ...of(string, { ...string, description: 'x', examples: ['y'], title: 'z' }) },
  { what: 'another order', ...of({ enum: ['x', 'y'] }, { enum: ['y', 'x'] }) },
  {
    what: 'other names for the same definition',
    before: { $ref: '#/$defs/a', $defs: { a: string } },
    after: string,
  },
  { what: 'a constant as the only value', ...of({ const: 'x' }, { enum: ['x'] }) },
  { what: 'an object that became open', ...of({ additionalProperties: false }, {}) },
  {
    what: 'alternatives in another order',
    ...of({ anyOf: [string, integer] }, { oneOf: [integer, string] }),
  },
];

describe('a change within a version', () => {
  it.each(broken)('is refused: $what', ({ before, after, place = '/a', reason }) => {
    const found = incompatibilities(before, after);
    expect(found.map((one) => one.place)).toContain(place);
    expect(found.map((one) => one.reason).join('\n')).toMatch(reason);
  });

  it.each(fine)('is free: $what', ({ before, after }) => {
    expect(incompatibilities(before, after)).toEqual([]);
  });

  it('is found in schemas that contain themselves, without going round in circles', () => {
    const tree = (leaf: z.ZodType) => {
      const Tree = z.strictObject({
        leaf,
        get branches() {
          return z.array(Tree);
        },
      });
      return z.toJSONSchema(Tree) as JsonSchema;
    };
    expect(incompatibilities(tree(z.string()), tree(z.string()))).toEqual([]);
    expect(incompatibilities(tree(z.string()), tree(z.int())).map(({ place }) => place)).toContain('/leaf');
  });

  it('counts whole numbers among the numbers', () => {
    const [whole, any] = [{ type: 'integer' }, { type: 'number' }];
    expect(incompatibilities(whole, any)).toEqual([
      { place: '/', reason: expect.stringMatching(readers) as string },
    ]);
    expect(incompatibilities(any, whole)).toEqual([
      { place: '/', reason: expect.stringMatching(stored) as string },
    ]);
  });

  it('names the deepest place it can', () => {
    const list = (status: JsonSchema) =>
      object({ posts: { type: 'array', items: object({ 'a/b': status }) } });
    expect(incompatibilities(list({ enum: ['x', 'y'] }), list({ enum: ['x'] }))).toEqual([
      { place: '/posts/*/a~1b', reason: expect.stringContaining('no longer allows the value "y"') as string },
    ]);
  });

  it('says of a changed alternative what changed in it', () => {
    const found = incompatibilities(
      { anyOf: [{ maxLength: 5, type: 'string' }, { type: 'null' }] },
      { anyOf: [{ maxLength: 4, type: 'string' }, { type: 'null' }] },
    );
    expect(found).toEqual([
      { place: '/', reason: expect.stringContaining('maxLength went from 5 to 4') as string },
    ]);
  });

  it.each(eventSchemas())('is not seen where there is none: $service.$type', ({ schema }) => {
    expect(incompatibilities(schema, structuredClone(schema))).toEqual([]);
  });
});
