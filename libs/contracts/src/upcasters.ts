import type { JsonObject } from '@clipcast/kernel';

/** Turns an event's data of one version into the next one's. Pure: the same data gives the same result, for ever. */
export type Upcaster = (data: JsonObject) => JsonObject;

/** An event's data with the version of its schema. */
export interface VersionedData {
  readonly schemaVersion: number;
  readonly data: JsonObject;
}

/** A version that this release cannot read: written by a newer release, or no version at all. */
export class UnknownVersionError extends Error {
  override readonly name = 'UnknownVersionError';

  constructor(type: string, version: number, known: number) {
    super(`${type} v${version} is no version that this release knows; it reads v1 to v${known}.`);
  }
}

/**
 * What is today's version of an event, and how data of every earlier version becomes it. `upcasters` holds one step a
 * version, the oldest first: `n` of them make today's version `n + 1`.
 */
export interface UpcasterChain {
  readonly version: number;
  /** Stored data in today's form; the data itself when it has that form already. @throws {UnknownVersionError} */
  upcast(schemaVersion: number, data: JsonObject): VersionedData;
}

/** Composes the steps, once. `type` names the event in errors. */
export function upcasterChain(type: string, upcasters: readonly Upcaster[]): UpcasterChain {
  const version = upcasters.length + 1;
  const toToday = upcasters.map((_, index) => composed(upcasters.slice(index)));
  return {
    version,
    upcast(schemaVersion, data) {
      if (schemaVersion === version) return { schemaVersion, data };
      const convert = toToday[schemaVersion - 1];
      if (!convert) throw new UnknownVersionError(type, schemaVersion, version);
      return { schemaVersion: version, data: convert(data) };
    },
  };
}

const composed =
  (steps: readonly Upcaster[]): Upcaster =>
  (data) =>
    steps.reduce((current, step) => step(current), data);
