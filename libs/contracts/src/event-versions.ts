import type { JsonObject } from '@clipcast/kernel';
import type { EventContract, Service } from './event-contract.ts';
import { publicEvents } from './registry.ts';
import {
  UnknownVersionError,
  upcasterChain,
  type Upcaster,
  type UpcasterChain,
  type VersionedData,
} from './upcasters.ts';

/** The version of an event that has never changed. */
const FIRST = 1;

/** A service's private events that have changed since their first version: the steps by type, the oldest first. */
export type PrivateUpcasters = Readonly<Record<string, readonly Upcaster[]>>;

/** Which versions a service writes and reads, over its public and its private events. */
export interface EventVersions {
  /** The version in which an event of this type is written today. */
  versionOf(type: string): number;
  /** Stored data in today's form. @throws {UnknownVersionError} */
  upcast(type: string, schemaVersion: number, data: JsonObject): VersionedData;
}

/**
 * The versions of a service's events. Public ones are told by their contracts; a private one that is not named in
 * `privateUpcasters` has had one version only.
 * @throws {TypeError} when a public event is named among the private ones: its contract alone tells its versions.
 */
export function eventVersions(
  service: Service,
  privateUpcasters: PrivateUpcasters = {},
  contracts: readonly EventContract[] = publicEvents,
): EventVersions {
  const chains = new Map<string, UpcasterChain>();
  for (const { type, upcasters } of contracts.filter((contract) => contract.service === service))
    chains.set(type, upcasterChain(type, upcasters));
  for (const [type, upcasters] of Object.entries(privateUpcasters)) {
    if (chains.has(type)) throw new TypeError(`${type} is public: its versions belong into its contract.`);
    chains.set(type, upcasterChain(type, upcasters));
  }
  return {
    versionOf: (type) => chains.get(type)?.version ?? FIRST,
    upcast(type, schemaVersion, data) {
      const chain = chains.get(type);
      if (chain) return chain.upcast(schemaVersion, data);
      if (schemaVersion !== FIRST) throw new UnknownVersionError(type, schemaVersion, FIRST);
      return { schemaVersion, data };
    },
  };
}
