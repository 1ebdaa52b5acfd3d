import { z } from 'zod';
import { eventContract, nextVersion } from './event-contract.ts';
import { eventVersions } from './event-versions.ts';
import { UnknownVersionError } from './upcasters.ts';

const renamed = nextVersion(
  eventContract('publish', 'ClipRenamed', z.strictObject({ name: z.string() })),
  z.strictObject({ title: z.string() }),
  ({ name }) => ({ title: name }),
);
const versions = eventVersions(
  'publish',
  { AttemptStarted: [(data) => ({ ...data, tries: 1 }), (data) => ({ ...data, lane: 'default' })] },
  [renamed],
);

describe('the versions of a service', () => {
  it('tells in which version each event is written today', () => {
    expect(['ClipRenamed', 'AttemptStarted', 'NeverChanged'].map(versions.versionOf)).toEqual([2, 3, 1]);
  });

  it('brings public and private events of every version into the form of today', () => {
    expect(versions.upcast('ClipRenamed', 1, { name: 'a' })).toEqual({
      schemaVersion: 2,
      data: { title: 'a' },
    });
    expect(versions.upcast('AttemptStarted', 1, { id: 'x' })).toEqual({
      schemaVersion: 3,
      data: { id: 'x', tries: 1, lane: 'default' },
    });
    expect(versions.upcast('AttemptStarted', 2, { id: 'x', tries: 4 })).toEqual({
      schemaVersion: 3,
      data: { id: 'x', tries: 4, lane: 'default' },
    });
  });

  it('hands on what is of today as it is, without a copy', () => {
    const data = { id: 'x' };
    expect(versions.upcast('NeverChanged', 1, data).data).toBe(data);
    expect(versions.upcast('ClipRenamed', 2, data).data).toBe(data);
  });

  it('stops at a version of a newer release, by name', () => {
    expect(() => versions.upcast('NeverChanged', 2, {})).toThrow(UnknownVersionError);
    expect(() => versions.upcast('AttemptStarted', 4, {})).toThrow(UnknownVersionError);
  });

  it('knows only the public events of its own service', () => {
    expect(eventVersions('billing', {}, [renamed]).versionOf('ClipRenamed')).toBe(1);
  });

  it('refuses steps for a public event, whose contract has them', () => {
    expect(() => eventVersions('publish', { ClipRenamed: [] }, [renamed])).toThrow(TypeError);
  });
});
