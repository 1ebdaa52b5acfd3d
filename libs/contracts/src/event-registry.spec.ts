import { z } from 'zod';
import { eventContract, nextVersion, type EventContract } from './event-contract.ts';
import { BrokenContractError, EventRegistry, UnknownContractError } from './event-registry.ts';
import { UnknownVersionError } from './upcasters.ts';

const first = eventContract('publish', 'ClipMeasured', z.strictObject({ seconds: z.number() }));
const second = nextVersion(first, z.strictObject({ durationMs: z.int() }), ({ seconds }) => ({
  durationMs: Math.round(seconds * 1000),
}));
const third = nextVersion(
  second,
  z.strictObject({
    durationMs: z.int(),
    tracks: z.array(z.strictObject({ kind: z.enum(['video', 'audio']), language: z.string().optional() })),
  }),
  (old) => ({ ...old, tracks: [{ kind: 'video' as const }] }),
);
const registry = new EventRegistry([third]);

describe('a contract with older versions', () => {
  it('counts its versions by itself and keeps every schema', () => {
    expect(third).toMatchObject({ version: 3, type: 'ClipMeasured', service: 'publish' });
    expect(third.schemas).toEqual([first.data, second.data, third.data]);
  });

  it.each([
    [1, { seconds: 1.5 }],
    [2, { durationMs: 1500 }],
    [3, { durationMs: 1500, tracks: [{ kind: 'video' }] }],
  ])('reads version %d in the form of today', (version, data) => {
    const today = { schemaVersion: 3, data: { durationMs: 1500, tracks: [{ kind: 'video' }] } };
    expect(registry.upcast('publish', 'ClipMeasured', version, data)).toEqual(today);
    expect(registry.read('publish', 'ClipMeasured', version, data)).toEqual(today);
  });

  it('leaves the stored data as it is', () => {
    const stored = Object.freeze({ seconds: 2 });
    registry.upcast('publish', 'ClipMeasured', 1, stored);
    expect(stored).toEqual({ seconds: 2 });
  });

  it.each([0, 4, 1.5, -1, Number.NaN])('says by name that it does not know version %d', (version) => {
    const read = () => registry.upcast('publish', 'ClipMeasured', version, {});
    expect(read).toThrow(UnknownVersionError);
    expect(read).toThrow(/ClipMeasured v.* it reads v1 to v3/);
  });

  it('says by name that it does not know an event, also one of another service', () => {
    expect(() => registry.upcast('publish', 'ClipDreamt', 1, {})).toThrow(UnknownContractError);
    expect(() => registry.upcast('billing', 'ClipMeasured', 1, {})).toThrow(UnknownContractError);
  });

  it('refuses two contracts of one name', () => {
    expect(() => new EventRegistry([first, third])).toThrow('publish.ClipMeasured is declared twice');
  });
});

describe('reading data from elsewhere', () => {
  const read = (data: object) =>
    registry.read('publish', 'ClipMeasured', 3, data as Record<string, never>).data;

  // A sender that is a release ahead may add optional fields without a new version; they must not stop older readers.
  it('leaves out fields that this release does not know, at any depth', () => {
    const sent = { durationMs: 1, codec: 'av1', tracks: [{ kind: 'audio', channels: 2 }] };
    expect(read(sent)).toEqual({ durationMs: 1, tracks: [{ kind: 'audio' }] });
    expect(sent.tracks[0]).toHaveProperty('channels');
  });

  it('refuses data that breaks the contract, and names the place', () => {
    const broken = { durationMs: 'long', codec: 'av1', tracks: [] };
    expect(() => read(broken)).toThrow(BrokenContractError);
    expect(() => read(broken)).toThrow(/ClipMeasured breaks its contract[^]*durationMs/);
  });
});

describe('a writer', () => {
  it('is held to its contract exactly', () => {
    const contract: EventContract = third;
    expect(contract.data.safeParse({ durationMs: 1, tracks: [], codec: 'av1' }).success).toBe(false);
  });
});
