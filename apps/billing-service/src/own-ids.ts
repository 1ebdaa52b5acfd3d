import { bareId, type IdKind, type PrefixedId, type Uuid } from '@clipcast/kernel';

/** Where the version stands in the text of a UUID. */
const VERSION_AT = 14;
const OWN_VERSION = '8';

/**
 * The form of ids that only this service makes, for things that nobody else may name a second time: UUIDs of version 8 (RFC
 * 9562, 5.8), made of another UUID.
 */
export const ownId = (uuid: Uuid): Uuid =>
  `${uuid.slice(0, VERSION_AT)}${OWN_VERSION}${uuid.slice(VERSION_AT + 1)}`;

/** Whether an id has that form; whoever brings an id of his own must not. */
export const isOwnId = (id: PrefixedId<IdKind>): boolean => bareId(id).charAt(VERSION_AT) === OWN_VERSION;

/** What is told to whoever brings such an id. */
export const OWN_ID_DETAIL =
  'has the form of ids that are made here (UUID version 8): bring a UUIDv7 or UUIDv4';
