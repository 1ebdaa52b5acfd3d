import type { JsonObject } from '@clipcast/kernel';
import { z } from 'zod';
import type { EventContract, Service } from './event-contract.ts';
import { parseKnownFields } from './known-fields.ts';
import { upcasterChain, type UpcasterChain, type VersionedData } from './upcasters.ts';

/** A public event that this release has never heard of: sent by a newer one, or by mistake. */
export class UnknownContractError extends Error {
  override readonly name = 'UnknownContractError';

  constructor(service: Service, type: string) {
    super(`${service}.${type} is no public event that this release knows.`);
  }
}

/** Data that is not what its contract promises; `cause` holds every place. */
export class BrokenContractError extends Error {
  override readonly name = 'BrokenContractError';

  constructor(type: string, cause: z.ZodError) {
    super(`${type} breaks its contract: ${z.prettifyError(cause)}`, { cause });
  }
}

interface Entry {
  readonly contract: EventContract;
  readonly chain: UpcasterChain;
}

/** Finds contracts by name, and brings data of any of their versions into today's form. */
export class EventRegistry {
  readonly #entries: ReadonlyMap<string, Entry>;

  /** @throws {TypeError} when two contracts have the same name. */
  constructor(contracts: readonly EventContract[]) {
    const entries = new Map<string, Entry>();
    for (const contract of contracts) {
      const name = nameOf(contract.service, contract.type);
      if (entries.has(name)) throw new TypeError(`${name} is declared twice.`);
      entries.set(name, { contract, chain: upcasterChain(contract.type, contract.upcasters) });
    }
    this.#entries = entries;
  }

  /** The contract of a service's public event, or undefined when the event is private. */
  contractOf(service: Service, type: string): EventContract | undefined {
    return this.#entries.get(nameOf(service, type))?.contract;
  }

  /** Data of any version in today's form, unchecked. @throws {UnknownContractError}, {UnknownVersionError} */
  upcast(service: Service, type: string, schemaVersion: number, data: JsonObject): VersionedData {
    return this.#entry(service, type).chain.upcast(schemaVersion, data);
  }

  /**
   * Data from elsewhere, of any version, in today's form and checked; fields that this release does not know are left out.
   * @throws {UnknownContractError}, {UnknownVersionError}, {BrokenContractError}
   */
  read(service: Service, type: string, schemaVersion: number, data: JsonObject): VersionedData {
    const { contract, chain } = this.#entry(service, type);
    const today = chain.upcast(schemaVersion, data);
    const parsed = parseKnownFields(contract.data, today.data);
    if (!parsed.success) throw new BrokenContractError(type, parsed.error);
    return { ...today, data: parsed.data as JsonObject };
  }

  #entry(service: Service, type: string): Entry {
    const entry = this.#entries.get(nameOf(service, type));
    if (!entry) throw new UnknownContractError(service, type);
    return entry;
  }
}

const nameOf = (service: Service, type: string): string => `${service}.${type}`;
