import type { ProfileId } from '@clipcast/kernel';

/**
 * One Postiz as one owner uses it: what was seen of it outlives keys. The owner is a profile, or the
 * fleet for the default connection, which all profiles that use it share.
 */
export interface PostizSite {
  readonly owner: ProfileId;
  readonly apiUrl: string;
}

export const siteKey = ({ owner, apiUrl }: PostizSite): string => `${owner} ${apiUrl}`;
