import type { Connection } from '../profiles/profile.ts';
import { DomainError } from '@clipcast/kernel';
import { z } from 'zod';

/** A Postiz connection as the API shows it: never the key, only what a person recognises it by. */
export const ConnectionView = z
  .object({
    apiUrl: z.string(),
    keyLast4: z.string().meta({ description: 'The last four characters of the API key.' }),
    enabled: z.boolean(),
    connectionVersion: z.int(),
  })
  .meta({ id: 'PostizConnection' });
export type ConnectionView = z.output<typeof ConnectionView>;

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
  return { apiUrl, keyLast4, enabled, connectionVersion };
}
