import * as billing from './billing-events.ts';
import type { EventContract, Service } from './event-contract.ts';
import * as profile from './profile-events.ts';
import * as publish from './publish-events.ts';

/** Every public event. What is not in here never leaves its service. */
export const publicEvents: readonly EventContract[] = [
  profile.profileRegistered,
  profile.profileRenamed,
  profile.credentialsUpdated,
  profile.credentialsRemoved,
  profile.narrationSettingsUpdated,
  profile.quotaChanged,
  publish.clipRegistered,
  publish.publicationRequested,
  publish.publicationAccepted,
  publish.publicationFailed,
  publish.clipPublished,
  publish.costIncurred,
  billing.costRecorded,
  billing.quotaWarningReached,
  billing.quotaExhausted,
  billing.quotaRestored,
];

const byName = new Map(publicEvents.map((contract) => [`${contract.service}.${contract.type}`, contract]));

/** The contract of a service's public event, or undefined when the event is private. */
export const contractOf = (service: Service, type: string): EventContract | undefined =>
  byName.get(`${service}.${type}`);
