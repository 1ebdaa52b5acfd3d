import type { PublishingSettingsUpdated } from '@clipcast/contracts';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** How a profile's posts are published. */
export type PublishingSettings = PublishingSettingsUpdated['data'];

/** Until somebody sets others. */
export const DEFAULT_PUBLISHING: PublishingSettings = { leadSeconds: null, allowDefaultConnection: true };

/** The settings for publishing as the API names and takes them. */
export const publishingFields = {
  publishLeadSeconds: z.number().min(1).max(3_600).nullable().meta({
    description:
      "How many seconds before its instant a post is handed to Postiz: the time in which a lost answer can be found out. null is the platform's default. With less than a few seconds the answers of a usual Postiz may come too late, and the post is then put off to a later instant.",
  }),
  allowDefaultConnection: z.boolean().meta({
    description:
      "Whether the platform's default connection, if it has one, may publish for this profile while it has none of its own.",
  }),
};

/** The settings in the names of the API. */
export const publishingView = ({ leadSeconds, allowDefaultConnection }: PublishingSettings) => ({
  publishLeadSeconds: leadSeconds,
  allowDefaultConnection,
});

/** What somebody wants to have changed; what is undefined stays. */
export interface PublishingChange {
  readonly publishLeadSeconds?: number | null | undefined;
  readonly allowDefaultConnection?: boolean | undefined;
}

/** The same settings again are no news. */
export function changePublishing(
  { publishLeadSeconds, allowDefaultConnection }: PublishingChange,
  current: PublishingSettings,
): PublishingSettingsUpdated[] {
  const data = {
    leadSeconds: publishLeadSeconds === undefined ? current.leadSeconds : publishLeadSeconds,
    allowDefaultConnection: allowDefaultConnection ?? current.allowDefaultConnection,
  };
  return isDeepStrictEqual(data, current) ? [] : [{ type: 'PublishingSettingsUpdated', data }];
}
