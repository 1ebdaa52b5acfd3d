import { deciderSpec } from '@clipcast/testing';
import type { DroppedFrom, Schedule } from '../publications/post.ts';
import { publication, type PublicationEvent, type PublicationState } from '../publications/publication.ts';

export const publicationId = 'pub_01990000-0000-7000-8000-000000000001' as const;
export const clipId = 'clp_01990000-0000-7000-8000-000000000002' as const;
/** When it was requested, and the instant of its posts, a lead of four seconds later. */
export const REQUESTED_AT = '2026-11-22T10:00:00.000Z';
export const INSTANT = '2026-11-22T10:00:04.123Z';

/** Given, when, then for a decision about a publication. */
export const publicationSpec = <Command>(
  decide: (command: Command, state: PublicationState) => readonly PublicationEvent[],
) => deciderSpec<PublicationState, PublicationEvent, Command>({ ...publication, decide });

/** A request for these accounts of Mastodon. */
export const requestedFor = (
  integrationIds: readonly string[],
  schedule: Schedule = 'now',
): PublicationEvent => ({
  type: 'PublicationRequested',
  data: {
    publicationId,
    clipId,
    connection: 'own',
    connectionVersion: 1,
    sha256: 'a'.repeat(64),
    allowDuplicate: false,
    schedule,
    leadSeconds: 4,
    requestedAt: REQUESTED_AT,
    integrations: integrationIds.map((integrationId) => ({
      integrationId,
      provider: 'mastodon',
      name: 'Acme',
      caption: 'Hi',
      settings: {},
    })),
  },
});

const attempt = 1;
const postIdOf = (integrationId: string) => `post-${integrationId}`;

export const drafting = (integrationId = 'a', publishAt = INSTANT): PublicationEvent => ({
  type: 'PostDraftIntended',
  data: { integrationId, attempt, publishAt, requestHash: 'h' },
});
export const drafted = (integrationId = 'a'): PublicationEvent => ({
  type: 'PostDrafted',
  data: { integrationId, attempt, postId: postIdOf(integrationId), adopted: false },
});
export const leftAsDraft = (integrationId = 'a'): PublicationEvent => ({
  type: 'PostLeftAsDraft',
  data: { integrationId, attempt, postId: postIdOf(integrationId) },
});
export const promoting = (integrationId = 'a'): PublicationEvent => ({
  type: 'PostPromotionIntended',
  data: { integrationId, attempt, postId: postIdOf(integrationId) },
});
export const accepted = (integrationId = 'a', publishAt = INSTANT): PublicationEvent => ({
  type: 'PostAccepted',
  data: { integrationId, attempt, postId: postIdOf(integrationId), publishAt },
});
export const dropping = (from: DroppedFrom, integrationId = 'a'): PublicationEvent => ({
  type: 'PostDropIntended',
  data: { integrationId, attempt, postId: postIdOf(integrationId), from },
});
export const failed = (integrationId = 'a'): PublicationEvent => ({
  type: 'PostFailed',
  data: { integrationId, code: 'c', detail: 'why' },
});
export const cancelled = (integrationId = 'a'): PublicationEvent => ({
  type: 'PostCancelled',
  data: { integrationId, detail: 'It was cancelled before anything was published.' },
});
export const unconfirmed = (integrationId = 'a'): PublicationEvent => ({
  type: 'PostUnconfirmed',
  data: {
    integrationId,
    postId: postIdOf(integrationId),
    code: 'post_stuck',
    detail: 'why',
    evidence: { seen: 'QUEUE', lookedAt: INSTANT, releaseUrl: null },
  },
});
export const published = (integrationId = 'a', releaseUrl: string | null = null): PublicationEvent => ({
  type: 'ClipPublished',
  data: {
    publicationId,
    clipId,
    integrationId,
    provider: 'mastodon',
    postId: postIdOf(integrationId),
    releaseUrl,
    publishedAt: INSTANT,
    connection: 'own',
  },
});
export const cancellationRequested = (...integrationIds: string[]): PublicationEvent => ({
  type: 'CancellationRequested',
  data: { integrationIds },
});
export const rescheduled = (schedule: Schedule, ...integrationIds: string[]): PublicationEvent => ({
  type: 'PublicationRescheduled',
  data: { integrationIds, schedule },
});
export const decidedAs = (
  decision: 'published' | 'publish_again' | 'give_up',
  note: string | null = null,
): PublicationEvent => ({ type: 'UnconfirmedPostDecided', data: { integrationId: 'a', decision, note } });
