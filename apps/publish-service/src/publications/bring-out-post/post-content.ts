import { createHash } from 'node:crypto';
import type { PublicationId } from '@clipcast/kernel';
import type { ListedPost, NewPost, UploadedMedia } from '@clipcast/postiz';
import type { RequestedIntegration } from '../post.ts';

/** The key under which newer versions of Postiz show whose post it is; every version stores it. */
const MARKER = 'clipcastRef';

const markerOf = (publicationId: PublicationId, { integrationId }: RequestedIntegration): string =>
  `${publicationId}/${integrationId}`;

/** The draft of a post, dated at its instant. */
export const draftOf = (
  publicationId: PublicationId,
  integration: RequestedIntegration,
  media: UploadedMedia,
  date: Date,
): NewPost => ({
  type: 'draft',
  date,
  integrationId: integration.integrationId,
  content: integration.caption,
  media: [media],
  settings: { ...integration.settings, [MARKER]: markerOf(publicationId, integration) },
});

/** A hash of what is asked of Postiz, as evidence. */
export const requestHash = (draft: NewPost): string =>
  createHash('sha256').update(JSON.stringify(draft)).digest('hex');

/** Whether a post that Postiz lists at the right instant is this one; versions that hide settings show no marker. */
export const isOurs = (
  listed: ListedPost,
  publicationId: PublicationId,
  integration: RequestedIntegration,
): boolean => {
  const marker = listed.settings?.[MARKER];
  return (
    listed.integrationId === integration.integrationId &&
    (marker === undefined || marker === markerOf(publicationId, integration))
  );
};

/** Whether a post that Postiz lists shows by its settings that it came from here; older versions show none. */
export const isMarked = (listed: ListedPost): boolean => listed.settings?.[MARKER] !== undefined;
