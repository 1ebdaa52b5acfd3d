import { DomainError } from '@clipcast/kernel';
import { z } from 'zod';
import type { Connection } from '../profiles/profile.ts';
import type { ConnectionTrouble } from './connection-trouble.ts';
import { notConfirmed, Warning } from './connection-warning.ts';

const ConnectionView = z.object({
  apiUrl: z.string(),
  keyLast4: z.string().meta({ description: 'The last four characters of the API key.' }),
  enabled: z.boolean(),
  connectionVersion: z.int(),
  organisation: z.enum(['seen', 'not_seen_yet']).meta({
    description:
      'Whether accounts were seen behind the connection, by which its organisation is recognised. Until then it is looked at again by itself, unless it is disabled.',
  }),
});

/** A Postiz connection as the API shows it, with what it warns of at the moment: never the key, only what a person recognises it by. */
export const ConnectionAnswer = ConnectionView.extend({ warnings: z.array(Warning) }).meta({
  id: 'PostizConnection',
});

/** A connection as its profile's own facts tell of it. */
export type ConnectionView = z.output<typeof ConnectionView>;

/** What a connection that was just set shows: why Postiz could not be asked about it, where it was asked in vain. */
export type ConnectedView = ConnectionView & { readonly trouble: ConnectionTrouble | null };

/** @throws {DomainError} `connection_missing` */
export function connectionView(connection: Connection): ConnectionView {
  if (connection.status === 'none') {
    throw new DomainError(
      'connection_missing',
      'not_found',
      'This profile has no Postiz connection. Set one with PUT.',
    );
  }
  const { apiUrl, keyLast4, enabled, connectionVersion } = connection.credentials;
  const organisation = connection.integrationIds.length > 0 ? 'seen' : 'not_seen_yet';
  return { apiUrl, keyLast4, enabled, connectionVersion, organisation };
}

/** What a connection warns of by itself: that Postiz was asked in vain, or that nothing was seen behind it so far. */
export function ownWarnings(
  { enabled, organisation }: ConnectionView,
  trouble: ConnectionTrouble | null = null,
): Warning[] {
  if (trouble) return [notConfirmed(trouble)];
  return enabled && organisation === 'not_seen_yet' ? [notConfirmed()] : [];
}
