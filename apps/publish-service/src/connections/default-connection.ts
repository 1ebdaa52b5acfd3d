import { derivedId, type Secret } from '@clipcast/kernel';

/** The operator's Postiz, for profiles that have none of their own (design, section 9). */
export interface DefaultConnection {
  readonly apiUrl: string;
  readonly apiKey: Secret;
}

/** The default connection has no versions, so its media is kept apart by what it is. */
export const mediaScopeOfDefault = ({ apiUrl, apiKey }: DefaultConnection): string =>
  `default ${derivedId('media-scope', apiUrl, apiKey.last4)}`;
