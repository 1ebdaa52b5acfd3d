import { badRequest, channelRefused } from '../http/answer.ts';
import type { Change } from '../state/change.ts';
import type { Integration, Organisation } from '../state/organisation.ts';
import { publishMs, type Post, type PostState } from '../state/post.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Traits } from '../state/traits.ts';
import type { PostBody } from './create-posts-body.ts';
import { startOfMinute } from './iso-date.ts';
import { sanitised } from './post-content.ts';
import { isEmpty, providerProblem } from './provider-rules.ts';
import type { CreatePosts } from './read-create-posts.ts';

/** One element of `posts[]`, with all that the decision may not fetch by itself. */
export interface WritePost {
  readonly traits: Traits;
  readonly organisation: Organisation;
  readonly integration: Integration;
  readonly body: PostBody;
  readonly request: CreatePosts;
  readonly now: Date;
  readonly newId: string;
  readonly newGroup: string;
}

/**
 * Creates the row, or takes over the row whose id was sent. That row, and the rows of the group that was sent, are not
 * checked to belong to the caller: so Postiz does it, and a client has to live with it.
 * @throws {Refusal} 400 when the channel would not take the content, or when the row is published already.
 */
export function writePost(state: SandboxState, write: WritePost): { post: Post; changes: Change[] } {
  const { body, request, traits } = write;
  const existing = body.value[0]?.id ? state.posts.get(body.value[0].id) : undefined;
  if (traits.has('channelsJudgeContent')) refuseWhatTheChannelRefuses(write);
  if (traits.has('guardsRepublishing')) {
    const again = request.type === 'schedule' || request.type === 'now';
    if (existing?.state === 'PUBLISHED' && again && request.republish !== true) {
      throw badRequest('The post has already been published');
    }
  }
  const post = rowOf(write, existing);
  const replaced = body.group ? state.posts.ofGroup(body.group).filter(({ id }) => id !== post.id) : [];
  const jobDueAtMs = jobOf(write, post);
  const at = write.now.toISOString();
  return {
    post,
    changes: [
      { type: 'post-written', post, ...(jobDueAtMs === undefined ? {} : { jobDueAtMs }) },
      ...replaced.map(({ id }) => ({ type: 'post-deleted', id, at }) as const),
    ],
  };
}

function refuseWhatTheChannelRefuses({ body, request, integration }: WritePost): void {
  const refuse = (message: string) => channelRefused(integration.identifier, integration.name, message);
  if (body.value.some(isEmpty)) throw refuse('Your post should have at least one character or one image.');
  const problem = request.type === 'draft' ? undefined : providerProblem(integration.identifier, body.value);
  if (problem) throw refuse(problem);
}

function rowOf(write: WritePost, existing: Post | undefined): Post {
  const { body, request, organisation, integration, now, traits } = write;
  const [root, ...comments] = body.value.map(({ content, image, delay }) => ({
    content: traits.has('sanitisesContent') ? sanitised(content) : content,
    image,
    delay: delay ?? null,
  }));
  const labels = new Set(request.tags.map(({ label }) => label));
  return {
    id: existing?.id ?? write.newId,
    organisation: organisation.name,
    integrationId: integration.id,
    group: write.newGroup,
    state: stateOf(request.type, existing),
    content: root?.content ?? '',
    image: root?.image ?? [],
    comments,
    settings: { ...body.settings, __type: integration.identifier },
    tags: organisation.tags.filter(({ name }) => labels.has(name)),
    publishDate: (request.type === 'now' ? startOfMinute(now) : request.date).toISOString(),
    intervalInDays: request.inter ? request.inter : null,
    creationMethod: request.creationMethod === 'CLI' ? 'CLI' : 'API',
    // A row that went out before keeps its old release: only the state tells whether the new content is out.
    releaseURL: existing?.releaseURL ?? null,
    releaseId: existing?.releaseId ?? null,
    publications: existing?.publications ?? 0,
    publishedAt: existing?.publishedAt ?? null,
    createdAt: existing?.createdAt ?? now.toISOString(),
    deletedAt: existing?.deletedAt ?? null,
  };
}

/** Whatever is not a draft is queued, a missing or invented type included (head does not check it). */
function stateOf(type: unknown, existing: Post | undefined): PostState {
  if (type === 'draft') return 'DRAFT';
  return type === 'update' ? (existing?.state ?? 'QUEUE') : 'QUEUE';
}

/** Undefined leaves the job as it is: `update` changes the row and nothing else. */
function jobOf({ request, now, traits }: WritePost, post: Post): number | null | undefined {
  if (post.deletedAt !== null || request.type === 'draft') return null;
  if (request.type === 'update') return undefined;
  const past = publishMs(post) <= now.getTime();
  // Before Temporal, what is past already was not enqueued, unless it was asked for "now".
  const enqueued = !past || request.type === 'now' || traits.has('pastDatesGoOut');
  return enqueued ? publishMs(post) : null;
}
