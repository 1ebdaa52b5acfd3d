import { z } from 'zod';
import type { Post } from './post.ts';
import { statusOfPost, statusOfPublication } from './publication-status.ts';
import type { RequestedPublication } from './publication.ts';
import { isChangeable } from './still-in-time.ts';
import { whatNext } from './what-next.ts';

const Reason = z.object({
  code: z.string(),
  detail: z.string(),
  until: z.string().nullable().meta({ description: 'How long it will last, where that is known.' }),
});

/** Of whatever can be followed under a trace id. */
export const traceUrlField = z
  .string()
  .nullable()
  .meta({ description: 'Where it is looked at; null unless the operator has set CLIPCAST_TRACE_URL.' });

const EvidenceView = z.object({
  asked: z.object({
    publishAt: z.string(),
    postId: z.string(),
    caption: z.string(),
    requestHash: z.string().nullable(),
  }),
  seen: z
    .string()
    .nullable()
    .meta({ description: "The post's state in Postiz, or `absent`; null when Postiz could not be asked." }),
  lookedAt: z.string(),
  releaseUrl: z.string().nullable(),
});

/** How one integration's post is doing. */
export const PostView = z.object({
  integrationId: z.string(),
  provider: z.string(),
  name: z.string(),
  caption: z.string(),
  status: z.string(),
  schedule: z.string(),
  publishAt: z.string().nullable().meta({ description: 'The instant at which Postiz is to publish it.' }),
  postId: z.string().nullable().meta({ description: "The post's id in Postiz." }),
  releaseUrl: z.string().nullable(),
  attempts: z.int(),
  wish: z.string().nullable().meta({ description: 'What a person wants done about it and is not done yet.' }),
  reason: Reason.nullable().meta({ description: 'What is in the way, or why it ended as it did.' }),
  evidence: EvidenceView.nullable().meta({ description: 'What to decide by, when the end is unknown.' }),
  options: z
    .array(z.string())
    .meta({ description: 'What a person can do about it now: cancel, reschedule, retry, or a decision.' }),
  next: z
    .object({ what: z.string(), at: z.string().nullable() })
    .nullable()
    .meta({ description: 'What happens next by itself, and when.' }),
});

/** A publication as the API shows it. */
export const PublicationView = z
  .object({
    id: z.string(),
    clipId: z.string(),
    status: z.string(),
    schedule: z.string(),
    connection: z.string().meta({ description: "`own`, or `default` for the operator's." }),
    connectionVersion: z.int(),
    integrations: z.array(PostView),
    traceId: z
      .string()
      .nullable()
      .meta({ description: 'Under which every step of this publication can be followed.' }),
    traceUrl: traceUrlField,
    requestedAt: z.string(),
  })
  .meta({ id: 'Publication' });
export type PublicationView = z.output<typeof PublicationView>;

/** What a publication is shown with that is not in its facts. */
export interface Shown {
  readonly now: Date;
  readonly traceId: string | null;
  readonly traceUrl: string | null;
}

export const publicationView = (
  { request, posts }: RequestedPublication,
  { now, traceId, traceUrl }: Shown,
): PublicationView => ({
  id: request.publicationId,
  clipId: request.clipId,
  status: statusOfPublication(posts),
  schedule: posts.find(({ schedule }) => schedule !== request.schedule)?.schedule ?? request.schedule,
  connection: request.connection,
  connectionVersion: request.connectionVersion,
  integrations: posts.map((post) => postView(post, now, request.leadSeconds)),
  traceId,
  traceUrl,
  requestedAt: request.requestedAt,
});

const postView = (post: Post, now: Date, leadSeconds: number): z.output<typeof PostView> => ({
  integrationId: post.integration.integrationId,
  provider: post.integration.provider,
  name: post.integration.name,
  caption: post.integration.caption,
  status: statusOfPost(post),
  schedule: post.schedule,
  // A draft that is left to people has no instant at which it would appear.
  publishAt: 'publishAt' in post && post.phase !== 'left-as-draft' ? post.publishAt : null,
  postId: 'postId' in post ? post.postId : null,
  releaseUrl: post.phase === 'published' ? post.releaseUrl : null,
  attempts: post.attempts,
  wish: post.wish,
  reason: reasonOf(post, now),
  evidence: evidenceOf(post),
  options: optionsOf(post, now, leadSeconds),
  next: whatNext(post, now),
});

function reasonOf(post: Post, now: Date): z.output<typeof Reason> | null {
  switch (post.phase) {
    case 'failed':
    case 'unconfirmed':
      return { code: post.code, detail: post.detail, until: null };
    case 'cancelled':
      return { code: 'cancelled', detail: post.detail, until: null };
    case 'left-as-draft': {
      const detail = 'The draft is in Postiz, as was asked for. A person finishes and schedules it there.';
      return { code: 'left_as_draft', detail, until: null };
    }
    case 'published':
      return null;
    case 'waiting':
    case 'drafting':
    case 'drafted':
    case 'promoting':
    case 'dropping':
    case 'accepted':
      return post.trouble && { ...post.trouble, until: ifAhead(post.trouble.until, now) };
  }
}

const ifAhead = (until: string | null, now: Date): string | null =>
  until !== null && Date.parse(until) > now.getTime() ? until : null;

function evidenceOf(post: Post): z.output<typeof EvidenceView> | null {
  if (post.phase !== 'unconfirmed' || !post.evidence) return null;
  const { publishAt, postId, requestHash, integration, evidence } = post;
  return { asked: { publishAt, postId, caption: integration.caption, requestHash }, ...evidence };
}

/** Nothing that would be refused a moment later. */
function optionsOf(post: Post, now: Date, leadSeconds: number): string[] {
  switch (post.phase) {
    case 'waiting':
    case 'drafting':
    case 'drafted':
    case 'promoting':
    case 'accepted':
    case 'dropping':
      return isChangeable(post, now, leadSeconds) ? ['cancel', 'reschedule'] : [];
    case 'failed':
      return ['retry'];
    case 'unconfirmed':
      return post.wish ? [] : ['published', 'publish_again', 'give_up'];
    case 'published':
    case 'cancelled':
    case 'left-as-draft':
      return [];
  }
}
