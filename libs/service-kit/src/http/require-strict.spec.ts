import { z } from 'zod';
import { requireStrict } from './require-strict.ts';

it.each([
  ['at the top', z.object({ a: z.string() })],
  ['inside', z.strictObject({ a: z.array(z.object({ b: z.string() })) })],
  ['in a shared schema', z.strictObject({ a: z.object({ b: z.string() }).meta({ id: 'LenientPart' }) })],
])('refuses a schema that lets unknown fields pass %s', (_where, schema) => {
  expect(() => requireStrict(schema)).toThrow('Use z.strictObject');
});

it('takes strict objects, records and unions of them', () => {
  const schema = z.strictObject({
    settings: z.record(z.string(), z.unknown()),
    either: z.union([z.strictObject({ a: z.string() }), z.string()]),
    dated: z.strictObject({ properties: z.string().default('x') }).default({ properties: 'y' }),
  });
  expect(() => requireStrict(schema)).not.toThrow();
});
