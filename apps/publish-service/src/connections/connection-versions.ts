import { DomainError } from '@clipcast/kernel';
import type { ConnectionTable } from '../database.ts';

/** One version of a profile's connection, as profile-service told of it. */
export type ConnectionVersion = ConnectionTable;

/**
 * The version whose server and key a running job uses: the newest that names the server it began with, since the key before
 * it is dead there. Another server is another connection. A removal ends it, unless the same server was set again since. The
 * switch of the newest of all holds for every job.
 * @param versions from the pinned one on, oldest first.
 * @throws {DomainError} `connection_removed`, `connection_disabled`.
 */
export function pinnedVersion(versions: readonly ConnectionVersion[], version: number): ConnectionVersion {
  const [pinned] = versions;
  const newest = versions.at(-1);
  if (!pinned || !newest || pinned.connection_version !== version || newest.removed) throw removed();
  const sameServer = versions.findLast(({ api_url }) => api_url === pinned.api_url);
  if (!sameServer || sameServer.removed) throw removed();
  if (!newest.enabled) throw disabled();
  return sameServer;
}

export const removed = (): DomainError =>
  new DomainError(
    'connection_removed',
    'conflict',
    'The Postiz connection this was requested with has been removed.',
  );

export const disabled = (): DomainError =>
  new DomainError(
    'connection_disabled',
    'conflict',
    'The Postiz connection of this profile is disabled. Enable it with PUT /profiles/{id}/postiz.',
  );

export const missing = (): DomainError =>
  new DomainError(
    'connection_missing',
    'conflict',
    'This profile has no Postiz connection. Set one with PUT /profiles/{id}/postiz.',
  );

export const uncertain = (): DomainError =>
  new DomainError(
    'connection_uncertain',
    'unavailable',
    'Whether this profile has a Postiz connection of its own cannot be found out at the moment, and nothing of it may go through another one. Try again in a moment.',
  );

export const defaultRefused = (): DomainError =>
  new DomainError(
    'default_connection_refused',
    'conflict',
    'This was requested through the default connection, which the profile does not allow any more.',
  );
