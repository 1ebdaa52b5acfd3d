import type { CostIncurred } from '@clipcast/contracts';
import {
  backoffMs,
  derivedId,
  prefixed,
  type ClipId,
  type PublicationId,
  type Runtime,
} from '@clipcast/kernel';
import type { ListedPost } from '@clipcast/postiz';
import type { Postiz, PostizConnections, UsableConnection } from '../../connections/postiz-connections.ts';
import type { PostIn } from '../post.ts';
import { connectionOf } from '../publication.ts';
import {
  abandonAttempt,
  acceptPost,
  failPost,
  intendDraft,
  intendDrop,
  intendPromotion,
  leaveUnconfirmed,
  publishPost,
  recordDraft,
} from './bring-out-post.ts';
import type { ClipFile, MediaUploads } from './media-uploads.ts';
import { isSafelyAhead, judge, nextStep, safetyMs } from './next-step.ts';
import { draftOf, isOurs, requestHash } from './post-content.ts';
import type { KnownPost, PostStream } from './post-stream.ts';
import { streamOfTask, type PostTask } from './post-task.ts';
import type { PublishInstants } from './publish-instants.adapter.ts';
import { recordUpload } from './record-upload.ts';

const FOLLOW_MS_MIN = 500;
const UNDECIDED_MS = 2_000;
const NEXT_ATTEMPT_MS = 200;
const NEXT_ATTEMPT_MS_MAX = 60_000;
const FOLLOW_MS_MAX = 15_000;

/** What bringing a post out rests on. */
export interface PostBringerParts {
  readonly stream: PostStream;
  readonly connections: PostizConnections;
  readonly uploads: MediaUploads;
  readonly instants: Pick<PublishInstants, 'reserve'>;
  readonly files: { find(task: PostTask, clipId: ClipId): Promise<ClipFile> };
  /** What one accepted post costs, as a decimal amount. */
  readonly postPriceUsd: string;
  readonly runtime: Runtime;
}

/** Carries out the protocol of design 7a, one step at a time: intent first, then the call, then what came of it. */
export class PostBringer {
  constructor(private readonly parts: PostBringerParts) {}

  /**
   * Takes one step.
   * @returns in how many milliseconds to look again; undefined when nothing is left to do.
   * @throws {PostizCallError} or {DomainError} when something is in the way.
   */
  async step(task: PostTask, known: KnownPost, signal: AbortSignal): Promise<number | undefined> {
    const next = nextStep(known.post, this.#now(), known.publication.request.leadSeconds);
    if (next.do === 'rest') return undefined;
    if (next.do === 'give-up') return this.#giveUp(task, known);
    const connection = await this.parts.connections.pinned(task.profileId, connectionOf(known.publication));
    switch (next.do) {
      case 'create':
        return this.#create(task, known, connection, signal);
      case 'find-draft':
        return this.#findDraft(task, known, next.post, connection, signal);
      case 'promote':
        return this.#promote(task, known, next.post, connection, signal);
      case 'intend-drop':
        return this.#intendDrop(task, known, next.post);
      case 'drop-draft':
        return this.#dropDraft(task, known, next.post, connection.postiz, signal);
      case 'check-promotion':
        return this.#checkPromotion(task, known, next.post, connection, signal);
      case 'follow':
        return this.#follow(task, known, next.post, connection.postiz, signal);
    }
  }

  async #create(
    task: PostTask,
    known: KnownPost,
    connection: UsableConnection,
    signal: AbortSignal,
  ): Promise<number> {
    const { request } = known.publication;
    const media = await this.#media(task, known, connection);
    const wanted = new Date(this.#now().getTime() + request.leadSeconds * 1_000);
    const publishAt = await this.parts.instants.reserve(task.profileId, task.integrationId, wanted);
    const draft = draftOf(request.publicationId, known.post.integration, media, publishAt);
    await this.parts.stream.record(task, known, intendDraft, { publishAt, requestHash: requestHash(draft) });
    const { postId } = await connection.postiz.createPost(draft, signal);
    await this.parts.stream.record(task, known, recordDraft, {
      attempt: known.post.attempts + 1,
      postId,
      adopted: false,
    });
    return 0;
  }

  /**
   * The answer to a creation was lost: whatever stands at the instant is it. Nothing there means to create it again. Of
   * several, every worker keeps the same one; the others go after it is on record which.
   */
  async #findDraft(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'drafting'>,
    connection: UsableConnection,
    signal: AbortSignal,
  ): Promise<number> {
    const { request } = known.publication;
    const { postiz } = connection;
    const attempt = post.attempts;
    const [found, ...surplus] = await this.#ours(postiz, request.publicationId, post, signal);
    if (found) {
      await this.parts.stream.record(task, known, recordDraft, { attempt, postId: found.id, adopted: true });
      // Somebody scheduled it in Postiz: what is no draft any more must never be promoted, only followed.
      if (found.state !== 'DRAFT') await this.parts.stream.record(task, known, intendPromotion, { attempt });
      for (const { id } of surplus.filter(({ state }) => state === 'DRAFT'))
        await postiz.deletePost(id, signal);
      return 0;
    }
    if (!isSafelyAhead(post.publishAt, this.#now(), request.leadSeconds))
      return this.#abandon(task, known, post);
    const media = await this.#media(task, known, connection);
    const draft = draftOf(request.publicationId, post.integration, media, new Date(post.publishAt));
    const { postId } = await postiz.createPost(draft, signal);
    await this.parts.stream.record(task, known, recordDraft, { attempt, postId, adopted: false });
    return 0;
  }

  async #promote(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'drafted'>,
    connection: UsableConnection,
    signal: AbortSignal,
  ): Promise<number> {
    await this.parts.stream.record(task, known, intendPromotion, { attempt: post.attempts });
    return this.#sendPromotion(task, known, post, connection, signal);
  }

  /** Asked again right before the byte leaves: the intent took time, and a promotion after the instant would publish twice. */
  async #sendPromotion(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'drafted'> | PostIn<'promoting'>,
    connection: UsableConnection,
    signal: AbortSignal,
  ): Promise<number> {
    const { leadSeconds, publicationId } = known.publication.request;
    const media = await this.#media(task, known, connection);
    const draft = draftOf(publicationId, post.integration, media, new Date(post.publishAt));
    if (!isSafelyAhead(post.publishAt, this.#now(), leadSeconds)) return 0;
    // Judged once more directly before the first byte leaves, because this process may be paused until then.
    const withinMs = Date.parse(post.publishAt) - this.#now().getTime() - safetyMs(leadSeconds) / 2;
    const deadline = this.parts.runtime.timers.deadline(withinMs, signal);
    await connection.postiz.promote({ ...draft, postId: post.postId }, deadline, { withinMs });
    return this.#accept(task, known, post);
  }

  async #intendDrop(
    task: PostTask,
    known: KnownPost,
    { attempts, phase }: PostIn<'drafted'> | PostIn<'promoting'>,
  ): Promise<number> {
    await this.parts.stream.record(task, known, intendDrop, { attempt: attempts, from: phase });
    return 0;
  }

  /** Deletes the draft, if it is still there and still one. What was scheduled after all is followed. */
  async #dropDraft(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'dropping'>,
    postiz: Postiz,
    signal: AbortSignal,
  ): Promise<number> {
    const seen = await this.#seen(postiz, post, signal);
    if (!seen) return this.#abandon(task, known, post);
    if (seen.state === 'OTHER') return UNDECIDED_MS;
    if (seen.state !== 'DRAFT') return this.#accept(task, known, post);
    await postiz.deletePost(post.postId, signal);
    return this.#abandon(task, known, post);
  }

  /** The answer to a promotion was lost: what Postiz shows says whether it was applied. Never promoted but from DRAFT. */
  async #checkPromotion(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'promoting'>,
    connection: UsableConnection,
    signal: AbortSignal,
  ) {
    const { request } = known.publication;
    const seen = await this.#seen(connection.postiz, post, signal);
    if (seen?.state === 'OTHER') return UNDECIDED_MS;
    if (seen && seen.state !== 'DRAFT') return this.#accept(task, known, post);
    if (seen && isSafelyAhead(post.publishAt, this.#now(), request.leadSeconds)) {
      return this.#sendPromotion(task, known, post, connection, signal);
    }
    // A promotion may still be on its way: nothing is given up before the instant and a margin have passed without it.
    const settledAt = Date.parse(post.publishAt) + safetyMs(request.leadSeconds);
    const settlesInMs = settledAt - this.#now().getTime();
    if (settlesInMs > 0) return settlesInMs;
    if (seen) return this.#intendDrop(task, known, post);
    const detail = 'Postiz no longer shows the post that was to be promoted: it was moved or deleted there.';
    await this.leaveUnconfirmed(task, known, { code: 'post_disappeared', detail });
    return 0;
  }

  /** Records that only a person can know what came of the post. */
  async leaveUnconfirmed(
    task: PostTask,
    known: KnownPost,
    why: { code: string; detail: string },
  ): Promise<void> {
    const publishAt = 'publishAt' in known.post ? known.post.publishAt : this.#now().toISOString();
    const cost = this.#costOf(task, known, publishAt);
    await this.parts.stream.record(task, known, leaveUnconfirmed, { ...why, cost });
  }

  async #follow(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'accepted'>,
    postiz: Postiz,
    signal: AbortSignal,
  ): Promise<number> {
    const after = this.#now().getTime() - Date.parse(post.publishAt);
    if (after < 0) return FOLLOW_MS_MIN - after;
    const seen = await this.#seen(postiz, post, signal);
    const verdict = judge(seen?.state ?? 'absent', after);
    if (verdict.is === 'published') {
      await this.parts.stream.record(task, known, publishPost, { releaseUrl: seen?.releaseURL ?? null });
      return 0;
    }
    if (verdict.is === 'unconfirmed') {
      await this.leaveUnconfirmed(task, known, verdict);
      return 0;
    }
    return Math.min(FOLLOW_MS_MAX, Math.max(FOLLOW_MS_MIN, after / 4));
  }

  async #accept(
    task: PostTask,
    known: KnownPost,
    post: PostIn<'drafted'> | PostIn<'promoting'> | PostIn<'dropping'>,
  ): Promise<number> {
    const cost = this.#costOf(task, known, post.publishAt);
    await this.parts.stream.record(task, known, acceptPost, { attempt: post.attempts, cost });
    return 0;
  }

  /** Incurred at the post's instant, whenever that was found out: the month must not depend on our outages. */
  #costOf(task: PostTask, known: KnownPost, incurredAt: string): CostIncurred['data'] {
    return {
      costId: prefixed('cst', derivedId('post-cost', streamOfTask(task).id, task.integrationId)),
      provider: 'postiz',
      model: known.post.integration.provider,
      quantity: '1',
      unit: 'post',
      amountUsd: this.parts.postPriceUsd,
      incurredAt,
      source: { publicationId: known.publication.request.publicationId, integrationId: task.integrationId },
    };
  }

  /** The next attempt waits longer each time: what made this one late is often still there. */
  async #abandon(
    task: PostTask,
    known: KnownPost,
    { attempts, phase }: PostIn<'drafting'> | PostIn<'dropping'>,
  ): Promise<number> {
    const reason = 'The instant came too near to go on safely; a new one is taken.';
    await this.parts.stream.record(task, known, abandonAttempt, { attempt: attempts, from: phase, reason });
    return backoffMs(attempts - 1, this.parts.runtime.random, NEXT_ATTEMPT_MS, NEXT_ATTEMPT_MS_MAX);
  }

  async #giveUp(task: PostTask, known: KnownPost): Promise<number> {
    const { attempts } = known.post;
    const detail = `In ${attempts} attempts the post could not be handed to Postiz in time. Nothing was published; look at the timeline, then publish again.`;
    await this.parts.stream.record(task, known, failPost, { code: 'attempts_exhausted', detail });
    return 0;
  }

  async #seen(
    postiz: Postiz,
    post: { readonly publishAt: string; readonly postId: string },
    signal: AbortSignal,
  ): Promise<ListedPost | undefined> {
    const listed = await postiz.listPostsAt(new Date(post.publishAt), signal);
    return listed.find(({ id }) => id === post.postId);
  }

  /** What stands at the instant and is this post: what is no draft any more first, then in the order of the ids. */
  async #ours(
    postiz: Postiz,
    publicationId: PublicationId,
    post: { publishAt: string } & KnownPost['post'],
    signal: AbortSignal,
  ): Promise<ListedPost[]> {
    const listed = await postiz.listPostsAt(new Date(post.publishAt), signal);
    const rank = ({ state, id }: ListedPost) => `${state === 'DRAFT' ? 1 : 0} ${id}`;
    return listed
      .filter((candidate) => isOurs(candidate, publicationId, post.integration))
      .sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
  }

  async #media(task: PostTask, known: KnownPost, connection: UsableConnection) {
    const file = await this.parts.files.find(task, known.publication.request.clipId);
    return this.parts.uploads.ensure(connection, file, (media) =>
      recordUpload(this.parts.stream, task, known, connection, file, media),
    );
  }

  #now(): Date {
    return this.parts.runtime.clock.now();
  }
}
