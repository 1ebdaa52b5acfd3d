import type { JsonObject } from '@clipcast/kernel';
import * as billing from './billing-events.ts';
import * as clip from './clip-events.ts';
import type { EventContract, Service } from './event-contract.ts';
import { EventRegistry } from './event-registry.ts';
import * as profile from './profile-events.ts';
import * as publish from './publish-events.ts';
import type { VersionedData } from './upcasters.ts';

/** Every public event. What is not in here never leaves its service. */
export const publicEvents: readonly EventContract[] = [
  profile.profileRegistered,
  profile.profileRenamed,
  profile.credentialsUpdated,
  profile.credentialsRemoved,
  profile.narrationSettingsUpdated,
  profile.quotaChanged,
  profile.publishingSettingsUpdated,
  clip.clipRegistered,
  clip.clipRendered,
  clip.clipDescribed,
  clip.clipRemoved,
  publish.publicationRequested,
  publish.publicationAccepted,
  publish.publicationFailed,
  publish.publicationCancelled,
  publish.clipPublished,
  publish.costIncurred,
  billing.costRecorded,
  billing.quotaWarningReached,
  billing.quotaExhausted,
  billing.quotaRestored,
  billing.reservationOpened,
  billing.reservationSettled,
  billing.reservationReleased,
  billing.reservationExpired,
];

const registry = new EventRegistry(publicEvents);

/** The contract of a service's public event, or undefined when the event is private. */
export const contractOf = (service: Service, type: string): EventContract | undefined =>
  registry.contractOf(service, type);

/**
 * Stored data of a public event, of any version, in today's form; the log's data is not checked again.
 * @throws {UnknownContractError}, {UnknownVersionError}
 */
export const upcast = (
  service: Service,
  type: string,
  schemaVersion: number,
  data: JsonObject,
): VersionedData => registry.upcast(service, type, schemaVersion, data);

/**
 * Data of a public event from elsewhere, of any version, in today's form and checked against today's contract. Fields that
 * this release does not know are left out: a newer release of the sender may add some without a new version.
 * @throws {UnknownContractError}, {UnknownVersionError}, {BrokenContractError}
 */
export const readPublicEvent = (
  service: Service,
  type: string,
  schemaVersion: number,
  data: JsonObject,
): VersionedData => registry.read(service, type, schemaVersion, data);
