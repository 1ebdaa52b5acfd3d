import type { Integration } from '../state/organisation.ts';

/** Where the picture of a channel is: drawn by the feed, so that no other host is asked. */
export const pictureUrl =
  (publicUrl: string) =>
  ({ identifier }: Pick<Integration, 'identifier'>): string =>
    `${publicUrl}/sandbox/pictures/${identifier}.svg`;
