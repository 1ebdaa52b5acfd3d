export {
  costRecorded,
  quotaExhausted,
  quotaRestored,
  quotaWarningReached,
  type CostRecorded,
  type QuotaExhausted,
  type QuotaRestored,
  type QuotaWarningReached,
} from './billing-events.ts';
export {
  clipDescribed,
  clipRegistered,
  clipRemoved,
  clipRendered,
  type ClipDescribed,
  type ClipMedia,
  type ClipRegistered,
  type ClipRemoved,
  type ClipRendered,
} from './clip-events.ts';
export { BrokenContractError, UnknownContractError } from './event-registry.ts';
export { eventVersions, type EventVersions, type PrivateUpcasters } from './event-versions.ts';
export {
  eventContract,
  nextVersion,
  services,
  type DataOf,
  type EventContract,
  type EventOf,
  type Service,
} from './event-contract.ts';
export {
  clipIdSchema,
  costIdSchema,
  instantSchema,
  monthSchema,
  positiveUsdSchema,
  profileIdSchema,
  publicationIdSchema,
  quantitySchema,
  usdSchema,
} from './primitives.ts';
export {
  credentialsRemoved,
  credentialsUpdated,
  narrationProviders,
  narrationSettingsUpdated,
  postizApiKeyPurpose,
  profileRegistered,
  profileRenamed,
  publishingSettingsUpdated,
  quotaChanged,
  quotaEnforcements,
  type CredentialsRemoved,
  type CredentialsUpdated,
  type NarrationSettingsUpdated,
  type ProfileRegistered,
  type ProfileRenamed,
  type PublishingSettingsUpdated,
  type QuotaChanged,
} from './profile-events.ts';
export {
  clipPublished,
  connectionKinds,
  costIncurred,
  publicationAccepted,
  publicationCancelled,
  publicationFailed,
  publicationRequested,
  type ClipPublished,
  type CostIncurred,
  type PublicationAccepted,
  type PublicationCancelled,
  type PublicationFailed,
  type PublicationRequested,
} from './publish-events.ts';
export { contractOf, publicEvents, readPublicEvent, upcast } from './registry.ts';
export { UnknownVersionError, type Upcaster, type VersionedData } from './upcasters.ts';
