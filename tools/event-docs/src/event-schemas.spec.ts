import { eventContract, type EventContract } from '@clipcast/contracts';
import { z } from 'zod';
import { incompatibilities } from './compatibility/incompatibilities.ts';
import type { JsonSchema } from './compatibility/json-schema.ts';
import { eventSchemas } from './event-schemas.ts';

const published = (data: z.ZodType): JsonSchema => {
  const contract: EventContract = eventContract('billing', 'Tested', data);
  return eventSchemas([contract])[0]?.schema ?? {};
};
const at = (instant: z.ZodType) => published(z.strictObject({ at: instant }));
const rfc3339 = () => z.iso.datetime({ offset: true });

describe('a published instant', () => {
  it.each([
    ['an offset where only Z was', z.iso.datetime(), rfc3339()],
    ['only Z where an offset was', rfc3339(), z.iso.datetime()],
    ['no offset at all', rfc3339(), z.iso.datetime({ offset: true, local: true })],
    ['another precision', z.iso.datetime({ precision: 3 }), z.iso.datetime({ precision: 6 })],
    ['any precision', z.iso.datetime({ offset: true, precision: 3 }), rfc3339()],
    ['an offset where null may stand', z.iso.datetime().nullable(), rfc3339().nullable()],
    [
      'an offset behind words',
      z.iso.datetime().meta({ description: 'x' }),
      rfc3339().meta({ description: 'y' }),
    ],
    ['an offset of an optional one', z.iso.datetime().optional(), rfc3339().optional()],
    ['an offset of a checked text', z.string().check(z.iso.datetime()), z.string().check(rfc3339())],
  ])('cannot change its form unseen: %s', (_what, before, after) => {
    expect(incompatibilities(at(before), at(after))).not.toEqual([]);
    expect(incompatibilities(at(before), at(before))).toEqual([]);
  });

  it('is its format alone where it keeps to RFC 3339, whatever regex stands behind it', () => {
    expect(at(rfc3339())['properties']).toEqual({ at: { type: 'string', format: 'date-time' } });
    expect(at(z.iso.datetime({ precision: 3 }).optional())['properties']).toEqual({
      at: { type: 'string', format: 'date-time', 'x-clipcast-date-time': { offset: false, precision: 3 } },
    });
  });
});
