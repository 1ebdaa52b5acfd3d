import {
  clipDescribed,
  clipPublished,
  clipRegistered,
  clipRemoved,
  clipRendered,
  publicationAccepted,
  publicationCancelled,
  publicationFailed,
} from '@clipcast/contracts';
import { bareId } from '@clipcast/kernel';
import { isPublic, type PublicEvent } from '@clipcast/messaging';
import { dayOf, type ActiveClip, type ActivePublication } from './publish-activity.ts';

/** The clip that a fact is about; undefined when it is about none. */
export const clipIdIn = (event: PublicEvent): ActiveClip['clipId'] | undefined =>
  isPublic(event, clipRegistered) ||
  isPublic(event, clipRendered) ||
  isPublic(event, clipDescribed) ||
  isPublic(event, clipRemoved)
    ? event.data.clipId
    : undefined;

/** The clip after another fact; the same one when the fact is in it already, or says nothing about it. */
export function clipAfter(before: ActiveClip | undefined, event: PublicEvent): ActiveClip | undefined {
  if (before && event.streamVersion <= before.version) return before;
  const { recordedAt, streamVersion: version } = event;
  if (isPublic(event, clipRegistered)) {
    const { clipId, projectId, title, status, media } = event.data;
    const profileId = bareId(event.profileId);
    const renderedAt = media === null ? null : recordedAt;
    return { profileId, clipId, projectId, title, status, registeredAt: recordedAt, renderedAt, version };
  }
  // Its registration was set aside and not brought back: a clip that nobody knows counts nowhere.
  if (!before) return undefined;
  if (isPublic(event, clipRendered)) {
    const { projectId, title } = event.data;
    return { ...before, projectId, title, status: 'ready', renderedAt: recordedAt, version };
  }
  if (isPublic(event, clipDescribed)) {
    const { projectId, title } = event.data;
    return { ...before, projectId, title, version };
  }
  return isPublic(event, clipRemoved) ? { ...before, status: 'removed', version } : before;
}

/** The publication that a fact is about; undefined when it is about none. */
export const publicationIdIn = (event: PublicEvent): ActivePublication['publicationId'] | undefined =>
  isOfPublication(event) ? event.data.publicationId : undefined;

/** The publication after another fact; the same one when the fact is in it already, or says nothing about it. */
export function publicationAfter(
  before: ActivePublication | undefined,
  event: PublicEvent,
): ActivePublication | undefined {
  if (!isOfPublication(event) || (before && event.streamVersion <= before.version)) return before;
  const { publicationId, clipId } = event.data;
  return {
    profileId: bareId(event.profileId),
    publicationId,
    clipId,
    published: (before?.published ?? 0) + (isPublic(event, clipPublished) ? 1 : 0),
    // Whatever comes after it, the failure was not the end: somebody tried again.
    failedOn: isPublic(event, publicationFailed) ? dayOf(event.recordedAt) : null,
    version: event.streamVersion,
  };
}

type OfPublication = PublicEvent<string, Pick<ActivePublication, 'publicationId' | 'clipId'>>;

const isOfPublication = (event: PublicEvent): event is OfPublication =>
  isPublic(event, clipPublished) ||
  isPublic(event, publicationAccepted) ||
  isPublic(event, publicationFailed) ||
  isPublic(event, publicationCancelled);
