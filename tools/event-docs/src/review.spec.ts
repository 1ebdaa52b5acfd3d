import { eventContract, nextVersion } from '@clipcast/contracts';
import { z } from 'zod';
import { generatedDocuments } from './documents.ts';
import { eventSchemas } from './event-schemas.ts';
import { review } from './review.ts';

const measured = eventContract('publish', 'ClipMeasured', z.strictObject({ seconds: z.number() }));
const inMs = nextVersion(measured, z.strictObject({ durationMs: z.int() }), ({ seconds }) => ({
  durationMs: Math.round(seconds * 1000),
}));
const V1 = 'events/publish/ClipMeasured.v1.schema.json';
const V2 = 'events/publish/ClipMeasured.v2.schema.json';

const documentsOf = (...contracts: Parameters<typeof eventSchemas>[0] & object) =>
  generatedDocuments(eventSchemas(contracts));
const held = async (contract: typeof measured | typeof inMs, committed: ReadonlyMap<string, string>) =>
  review(eventSchemas([contract]), await documentsOf(contract), committed);

describe('the review of the committed documents', () => {
  it('finds nothing in what was generated', async () => {
    expect(await held(measured, await documentsOf(measured))).toEqual({ broken: [], stale: [] });
  });

  it('asks for new files where a version is new, and breaks nothing', async () => {
    expect(await held(inMs, await documentsOf(measured))).toEqual({
      broken: [],
      stale: ['asyncapi.json', V2],
    });
  });

  it('names the place and the reason of an incompatible change without a new version, and what to do', async () => {
    const changed = eventContract('publish', 'ClipMeasured', z.strictObject({ durationMs: z.int() }));
    const { broken } = review(
      eventSchemas([changed]),
      await documentsOf(changed),
      await documentsOf(measured),
    );
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatch(/publish\.ClipMeasured v1 is no longer what docs\/api\/events/);
    expect(broken[0]).toMatch(/\/seconds: was removed or renamed/);
    expect(broken[0]).toMatch(/\/durationMs: is new and required/);
    expect(broken[0]).toMatch(/nextVersion/);
  });

  it('asks only for new files where the change is compatible', async () => {
    const data = z.strictObject({ seconds: z.number(), frames: z.int().optional() });
    const more = eventContract('publish', 'ClipMeasured', data);
    const found = review(eventSchemas([more]), await documentsOf(more), await documentsOf(measured));
    expect(found).toEqual({ broken: [], stale: [V1] });
  });

  it('notices that an old version changed under a newer one', async () => {
    const committed = await documentsOf(inMs);
    const rewritten = nextVersion(
      eventContract('publish', 'ClipMeasured', z.strictObject({ seconds: z.int() })),
      z.strictObject({ durationMs: z.int() }),
      ({ seconds }) => ({ durationMs: seconds * 1000 }),
    );
    const { broken } = review(eventSchemas([rewritten]), await documentsOf(rewritten), committed);
    expect(broken.join()).toMatch(/ClipMeasured v1[^]*\/seconds: no longer allows the type "number"/);
  });

  it('does not let a published version disappear', async () => {
    const { broken } = await held(measured, await documentsOf(inMs));
    expect(broken.join()).toContain(`docs/api/${V2} was published`);
  });
});
