import type { CostIncurred, PublicationRequested } from '@clipcast/contracts';
import type { DroppedFrom, Evidence, Schedule } from '../publications/post.ts';
import type { PublicationEvent } from '../publications/publication.ts';

/** Facts of one publication for specs: what is not said is as it mostly is. */
export const publicationId = 'pub_01990000-0000-7000-8000-000000000001' as const;
export const clipId = 'clp_01990000-0000-7000-8000-000000000002' as const;
export const REQUESTED_AT = '2026-11-22T10:00:00.000Z';
/** The instant of every post, unless said otherwise: a lead of four seconds after the request. */
export const T = '2026-11-22T10:00:04.123Z';

const postIdOf = (integrationId: string) => `post-${integrationId}`;

export const requestOf = (
  integrationIds: readonly string[],
  more: Partial<PublicationRequested['data']> = {},
): PublicationRequested['data'] => ({
  publicationId,
  clipId,
  connection: 'own',
  connectionVersion: 1,
  sha256: 'a'.repeat(64),
  allowDuplicate: false,
  schedule: 'now',
  leadSeconds: 4,
  requestedAt: REQUESTED_AT,
  integrations: integrationIds.map((integrationId) => ({
    integrationId,
    provider: 'mastodon',
    name: 'Acme',
    caption: 'Hi',
    settings: {},
  })),
  ...more,
});

export const requestedFor = (...integrationIds: string[]): PublicationEvent => ({
  type: 'PublicationRequested',
  data: requestOf(integrationIds),
});
/** The same for a time. */
export const requestedAt = (schedule: Schedule, ...integrationIds: string[]): PublicationEvent => ({
  type: 'PublicationRequested',
  data: requestOf(integrationIds, { schedule }),
});
export const drafting = (integrationId = 'a', attempt = 1, publishAt = T): PublicationEvent => ({
  type: 'PostDraftIntended',
  data: { integrationId, attempt, publishAt, requestHash: 'h' },
});
export const drafted = (integrationId = 'a', attempt = 1, adopted = false): PublicationEvent => ({
  type: 'PostDrafted',
  data: { integrationId, attempt, postId: postIdOf(integrationId), adopted },
});
export const leftAsDraft = (integrationId = 'a', attempt = 1): PublicationEvent => ({
  type: 'PostLeftAsDraft',
  data: { integrationId, attempt, postId: postIdOf(integrationId) },
});
export const promoting = (integrationId = 'a', attempt = 1): PublicationEvent => ({
  type: 'PostPromotionIntended',
  data: { integrationId, attempt, postId: postIdOf(integrationId) },
});
export const accepted = (integrationId = 'a', attempt = 1, publishAt = T): PublicationEvent => ({
  type: 'PostAccepted',
  data: { integrationId, attempt, postId: postIdOf(integrationId), publishAt },
});
export const dropping = (from: DroppedFrom, integrationId = 'a', attempt = 1): PublicationEvent => ({
  type: 'PostDropIntended',
  data: { integrationId, attempt, postId: postIdOf(integrationId), from },
});
export const abandoned = (integrationId = 'a', attempt = 1): PublicationEvent => ({
  type: 'PostAttemptAbandoned',
  data: { integrationId, attempt, reason: 'late' },
});
export const failed = (integrationId = 'a', detail = 'why'): PublicationEvent => ({
  type: 'PostFailed',
  data: { integrationId, code: 'c', detail },
});
export const cancelled = (integrationId = 'a'): PublicationEvent => ({
  type: 'PostCancelled',
  data: { integrationId, detail: 'It was cancelled before anything was published.' },
});
export const published = (
  integrationId = 'a',
  releaseUrl: string | null = 'https://example.org/1',
): PublicationEvent => ({
  type: 'ClipPublished',
  data: {
    publicationId,
    clipId,
    integrationId,
    provider: 'mastodon',
    postId: postIdOf(integrationId),
    releaseUrl,
    publishedAt: T,
    connection: 'own',
  },
});
export const evidence: Evidence = { seen: 'ERROR', lookedAt: T, releaseUrl: null };
export const unconfirmed = (integrationId = 'a'): PublicationEvent => ({
  type: 'PostUnconfirmed',
  data: { integrationId, postId: postIdOf(integrationId), code: 'c', detail: 'why', evidence },
});
export const delayed = (
  code = 'postiz_unreachable',
  until: string | null = null,
  integrationId = 'a',
): PublicationEvent => ({ type: 'PostDelayed', data: { integrationId, code, detail: 'down', until } });
export const costOf = (integrationId = 'a'): CostIncurred['data'] => ({
  costId: 'cst_01990000-0000-7000-8000-000000000003',
  provider: 'postiz',
  model: 'mastodon',
  quantity: '1',
  unit: 'post',
  plan: null,
  corrects: null,
  amountUsd: '0.010000',
  incurredAt: T,
  source: { publicationId, integrationId },
});
export const costIncurred = (integrationId = 'a'): PublicationEvent => ({
  type: 'CostIncurred',
  data: costOf(integrationId),
});
export const cancellationRequested = (...integrationIds: string[]): PublicationEvent => ({
  type: 'CancellationRequested',
  data: { integrationIds },
});
export const rescheduled = (schedule: string, ...integrationIds: string[]): PublicationEvent => ({
  type: 'PublicationRescheduled',
  data: { integrationIds, schedule },
});
export const retried = (...integrationIds: string[]): PublicationEvent => ({
  type: 'PublicationRetried',
  data: { integrationIds, connection: 'own', connectionVersion: 2 },
});
export const decided = (
  decision: 'published' | 'publish_again' | 'give_up',
  integrationId = 'a',
  note: string | null = null,
): PublicationEvent => ({ type: 'UnconfirmedPostDecided', data: { integrationId, decision, note } });

export const publicationAccepted = (...integrations: string[]): PublicationEvent => ({
  type: 'PublicationAccepted',
  data: { publicationId, clipId, integrations, postIds: integrations.map(postIdOf) },
});
export const publicationFailed = (reason: string, ...integrations: string[]): PublicationEvent => ({
  type: 'PublicationFailed',
  data: { publicationId, clipId, integrations, reason },
});
export const publicationCancelled = (...integrations: string[]): PublicationEvent => ({
  type: 'PublicationCancelled',
  data: {
    publicationId,
    clipId,
    integrations,
    reason: 'It was cancelled before anything was published.',
  },
});
