import { z } from 'zod';
import { publicEvents } from './registry.ts';

const CHECKS_IN_CODE: ReadonlySet<unknown> = new Set(['custom', 'overwrite', 'property']);
const TYPES_IN_CODE: ReadonlySet<unknown> = new Set(['custom', 'transform', 'catch']);

/**
 * What a schema does in code of its own (`.refine`, `.transform`, `.trim` and the like). The published JSON Schema cannot
 * tell it, so whoever changes it breaks what was promised without anybody seeing it.
 */
function codeIn(part: unknown, seen = new Set<unknown>()): string[] {
  if (typeof part !== 'object' || part === null || seen.has(part)) return [];
  seen.add(part);
  if (!('_zod' in part)) return Object.values(part).flatMap((inner) => codeIn(inner, seen));
  const { def } = part._zod as { def: Readonly<Record<string, unknown>> };
  const found = [
    ...(CHECKS_IN_CODE.has(def['check']) ? [`the check ${String(def['check'])}`] : []),
    ...(TYPES_IN_CODE.has(def['type']) ? [`the type ${String(def['type'])}`] : []),
    ...(typeof def['fn'] === 'function' && def['check'] === 'string_format' ? ['a format in code'] : []),
  ];
  const inner = def['type'] === 'lazy' ? [(def['getter'] as () => unknown)()] : Object.values(def);
  return [...found, ...inner.flatMap((one) => codeIn(one, seen))];
}

const schemas = publicEvents.flatMap(({ service, type, schemas: versions }) =>
  versions.map((schema, index) => ({ event: `${service}.${type} v${index + 1}`, schema })),
);

it.each(schemas)('the published schema of $event says everything that its contract checks', ({ schema }) => {
  expect(codeIn(schema)).toEqual([]);
});

describe('what a published schema cannot say is found, however deep', () => {
  const text = z.string();
  it.each([
    ['refine', text.refine((value) => value !== 'x')],
    ['superRefine', text.superRefine(() => undefined)],
    ['check', text.check(() => undefined)],
    ['trim', text.trim()],
    ['transform', text.transform((value) => value.length)],
    ['preprocess', z.preprocess((value) => value, text)],
    ['catch', text.catch('x')],
    ['custom', z.custom<string>(() => true)],
    ['a format of its own', z.stringFormat('odd', (value) => value.length % 2 === 1)],
    ['behind lazy', z.lazy(() => text.refine(() => true))],
  ])('%s', (_what, schema) => {
    expect(codeIn(z.strictObject({ list: z.array(z.union([schema, z.null()])).optional() }))).not.toEqual([]);
  });

  it('and nothing else', () => {
    const plain = z.strictObject({
      at: z.iso.datetime(),
      id: text.regex(/^x/).max(3).meta({ description: 'x' }),
    });
    expect(codeIn(plain)).toEqual([]);
  });
});
